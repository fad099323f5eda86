/** Those that call themselves by another one's name too come before it. */
const browsers: readonly [RegExp, string][] = [
  [/YaBrowser\/(\d+)/, 'Yandex Browser'],
  [/(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** What a browser is called by people: `Chrome 143, Windows`; what is not known is told as it tells itself. */
export function browserName(agent: string): string {
  const [pattern, name] = browsers.find(([one]) => one.test(agent)) ?? []
  const system = systems.find(([one]) => one.test(agent))?.[1]
  if (!pattern) return agent
  return [`${name} ${pattern.exec(agent)?.[1]}`, system].filter(Boolean).join(', ')
}
