import type { Worker, WorkerEvents } from 'graphile-worker'

/** Milliseconds after a job within which its end is written down, on a machine at ease and on one that is not. */
const soon = [5, 25, 100, 400]

/**
 * Has the jobs of a queue follow one another at once. A worker of the library looks for its next job while the end of the
 * last one is still being written down; the queue is not free yet, so it finds none of it and sleeps until the next poll,
 * a second later. It is woken a few times meanwhile.
 */
export function takeQueuesOn(events: WorkerEvents): void {
  const gone = new WeakSet<Worker>()
  events.on('worker:release', ({ worker }) => void gone.add(worker))
  events.on('job:complete', ({ worker, job }) => {
    if (job.job_queue_id === null) return
    for (const wait of soon)
      setTimeout(() => {
        if (!gone.has(worker)) worker.nudge()
      }, wait).unref()
  })
}
