import type { OperatorLanguage } from '../server/app/start-problem.ts'
import { terminalLanguage } from './language.ts'

type Sentences = Record<OperatorLanguage, string>

/** Everything the command line says besides refusals (`start-problem.ts`). */
const sentences = {
  preparing: { en: 'Onward is starting…', ru: 'Onward запускается…' },
  'preparing-demo': {
    en: 'Onward is starting with sample data; the first time takes a little longer…',
    ru: 'Onward запускается с примером данных; первый раз это занимает чуть больше времени…',
  },
  running: { en: 'Onward is running at {url}', ru: 'Onward работает по адресу {url}' },
  'worker-running': { en: 'Onward is doing background work.', ru: 'Onward выполняет фоновую работу.' },
  'set-up': {
    en: 'Open this one-time link to set it up:\n  {url}',
    ru: 'Откройте эту одноразовую ссылку, чтобы настроить его:\n  {url}',
  },
  'sign-in-as': { en: 'Sign in as', ru: 'Войдите как' },
  role: { en: 'Role', ru: 'Роль' },
  email: { en: 'E-mail', ru: 'Почта' },
  password: { en: 'Password', ru: 'Пароль' },
  'port-instead': {
    en: 'Port {wanted} is taken, so the demo uses {port}.',
    ru: 'Порт {wanted} занят, поэтому демо использует {port}.',
  },
  'how-to-stop': { en: 'Press Ctrl+C to stop.', ru: 'Чтобы остановить, нажмите Ctrl+C.' },
  stopping: { en: 'Stopping…', ru: 'Останавливается…' },
  'database-gone': {
    en: 'The database died and could not be started again ({reason}). Its log is in the data folder.',
    ru: 'База данных остановилась и не запускается снова ({reason}). Её журнал — в папке данных.',
  },
  migrated: { en: 'The database is up to date.', ru: 'База данных обновлена.' },
  'database-not-running': {
    en: 'Onward is not running on the data folder {dataDir}, so its built-in database is not running either.',
    ru: 'Onward с папкой данных {dataDir} не запущен, поэтому и его встроенная база данных не работает.',
  },
  'import-no-workspace': {
    en: 'Onward is not set up yet: start it and open the link it prints, or name a person with --as.',
    ru: 'Onward ещё не настроен: запустите его и откройте ссылку из консоли либо укажите человека через --as.',
  },
  'import-no-file': { en: 'There is no file {file}.', ru: 'Файла {file} нет.' },
  'import-rows': { en: 'rows', ru: 'строк' },
  'import-as': {
    en: 'Reading the columns as {entity}:',
    ru: 'Колонки читаются так (вид записей: {entity}):',
  },
  'import-did': {
    en: 'Created {created}, updated {updated}, unchanged {unchanged}, skipped {skipped}, refused {failed}, with warnings {warnings}.',
    ru: 'Создано: {created}, обновлено: {updated}, без изменений: {unchanged}, пропущено: {skipped}, с ошибками: {failed}, с предупреждениями: {warnings}.',
  },
  'import-would': {
    en: 'Would create {created}, update {updated}, leave {unchanged} unchanged, skip {skipped}, refuse {failed}; warnings: {warnings}.',
    ru: 'Будет создано: {created}, обновлено: {updated}, без изменений: {unchanged}, пропущено: {skipped}, с ошибками: {failed}; предупреждений: {warnings}.',
  },
  'import-refused-rows': { en: 'Refused, {rows} rows:', ru: 'С ошибкой, строк {rows}:' },
  'import-warned-rows': { en: 'Worth a look, {rows} rows:', ru: 'Обратите внимание, строк {rows}:' },
  'import-errors-written': {
    en: 'The refused rows are in {file}.',
    ru: 'Строки с ошибками — в файле {file}.',
  },
  'import-undo': {
    en: 'To take it back: onward import --undo {id}',
    ru: 'Отменить импорт: onward import --undo {id}',
  },
  'import-undone': {
    en: 'Taken back: {undone}; left because somebody changed them since: {kept}.',
    ru: 'Возвращено записей: {undone}; оставлено, потому что их с тех пор меняли: {kept}.',
  },
  'audit-whole': {
    en: '{name}: the log is as it was sealed. Blocks: {blocks}, entries: {entries}.',
    ru: '{name}: журнал не менялся с тех пор, как был опечатан. Блоков: {blocks}, записей: {entries}.',
  },
  'audit-not-current': {
    en: 'The database is empty or of an older version: run `onward migrate` first.',
    ru: 'База данных пуста или от более старой версии: сначала выполните `onward migrate`.',
  },
  'audit-nothing': { en: '{name}: nothing is sealed yet.', ru: '{name}: пока ничего не опечатано.' },
  'audit-bad-anchor': {
    en: 'This is not a seal: it looks like ws_…:12:9f86… and is printed by `onward audit anchor`.',
    ru: 'Это не печать: она выглядит как ws_…:12:9f86…, её печатает `onward audit anchor`.',
  },
  'audit-no-workspace': {
    en: 'There is no workspace of the seal {anchor}.',
    ru: 'Рабочего пространства печати {anchor} нет.',
  },
  'audit-changed': {
    en: '{name}: entries of block {block} were changed ({from} – {until}).',
    ru: '{name}: изменены записи блока {block} ({from} – {until}).',
  },
  'audit-deleted': {
    en: '{name}: entries of block {block} were deleted ({from} – {until}).',
    ru: '{name}: удалены записи блока {block} ({from} – {until}).',
  },
  'audit-inserted': {
    en: '{name}: entries were inserted into block {block} ({from} – {until}).',
    ru: '{name}: в блок {block} вставлены записи ({from} – {until}).',
  },
  'audit-hidden': {
    en: '{name}: what entries of block {block} said was removed, although their record was not deleted for good ({from} – {until}).',
    ru: '{name}: стёрто содержание записей блока {block}, хотя то, о чём они, навсегда не удаляли ({from} – {until}).',
  },
  'audit-seal': {
    en: '{name}: the seal of block {block} was changed ({from} – {until}).',
    ru: '{name}: изменена печать блока {block} ({from} – {until}).',
  },
  'audit-missing': {
    en: '{name}: block {block} is missing ({from} – {until}).',
    ru: '{name}: нет блока {block} ({from} – {until}).',
  },
  'audit-cut': {
    en: '{name}: the end of the log was cut off; it ends before block {block} ({from}).',
    ru: '{name}: конец журнала отрезан, он заканчивается перед блоком {block} ({from}).',
  },
  'audit-replaced': {
    en: '{name}: the log was made anew: block {block} has another seal ({until}).',
    ru: '{name}: журнал составлен заново: у блока {block} другая печать ({until}).',
  },
  unexpected: { en: 'Onward failed: {reason}', ru: 'Сбой Onward: {reason}' },
} satisfies Record<string, Sentences>

export type SentenceName = keyof typeof sentences

/** One sentence in the language of the terminal. */
export function sentence(name: SentenceName, params: Record<string, string | number> = {}): string {
  const text = sentences[name][terminalLanguage(process.env)]
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(params[key] ?? place))
}

/** Prints one sentence for the operator. */
export function say(name: SentenceName, params?: Record<string, string | number>): void {
  console.log(sentence(name, params))
}
