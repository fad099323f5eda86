import type { City, Places } from '../vocabulary.ts'

// Local numbers in Russia do not begin with 0, so nobody answers at (495) 000-12-34.
const landlines = (name: string, area: string, weight: number): City => ({
  name,
  weight,
  prefixes: [`+7${area.padEnd(6, '0')}`],
  digits: 4,
})

export const places: Places = {
  // Codes the numbering plan has not given to any operator.
  mobile: { prefixes: ['+7945000', '+7973000', '+7946000', '+7974000', '+7947000', '+7975000'], digits: 4 },
  cities: [
    landlines('Москва', '495', 26),
    landlines('Санкт-Петербург', '812', 14),
    landlines('Казань', '843', 8),
    landlines('Екатеринбург', '343', 8),
    landlines('Новосибирск', '383', 6),
    landlines('Нижний Новгород', '831', 6),
    landlines('Самара', '846', 5),
    landlines('Ростов-на-Дону', '863', 5),
    landlines('Краснодар', '861', 5),
    landlines('Воронеж', '473', 4),
    landlines('Пермь', '342', 4),
    landlines('Тула', '4872', 3),
    landlines('Ярославль', '4852', 3),
    landlines('Тверь', '4822', 2),
    landlines('Калуга', '4842', 2),
    landlines('Владимир', '4922', 2),
    landlines('Рязань', '4912', 2),
    landlines('Белгород', '4722', 1),
    landlines('Вологда', '8172', 1),
    landlines('Ижевск', '3412', 1),
  ],
  streets: [
    'ул. Складская, {n}',
    'Промышленный проезд, {n}',
    'ул. Заводская, {n}, корп. 2',
    'шоссе Энтузиастов, {n}',
    'ул. Гагарина, {n}, оф. 14',
    'пр-т Ленина, {n}',
    'ул. Вокзальная, {n}',
    'ул. Мира, {n}, стр. 3',
    '2-я Кабельная ул., {n}',
    'Железнодорожный пер., {n}',
    'ул. Рабочая, {n}',
    'Объездное шоссе, {n}',
  ],
}
