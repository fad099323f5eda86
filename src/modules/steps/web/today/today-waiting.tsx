import { Skeleton } from '../../../../web/ui/small.tsx'
import css from './today-waiting.module.css'

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** Today on its way, in its own shape. */
export function TodayWaiting({ isPhone }: { isPhone: boolean }) {
  return (
    <div className={css.waiting} aria-busy>
      {!isPhone && (
        <div className={css.queue}>
          {lines.map((line) => (
            <div key={line} className={css.line}>
              <Skeleton width={44} height={14} />
              <Skeleton width="60%" height={14} />
            </div>
          ))}
        </div>
      )}
      <div className={css.work}>
        <Skeleton width={240} height={24} />
        <Skeleton width={320} height={28} />
        <Skeleton height={36} />
        <Skeleton width="80%" height={14} />
        <Skeleton width="70%" height={14} />
      </div>
    </div>
  )
}
