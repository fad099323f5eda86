import { counted } from '../../phrase.ts'
import type { ProductWords, StaffMember, Vocabulary } from '../vocabulary.ts'

export const profile: Vocabulary['profile'] = {
  name: 'Верхняя полка',
  slogan: 'Всё, что должно стоять ровно и ездить тихо',
  domain: 'onward.example',
}

export const teams = ['Стеллажи и проекты', 'Техника и сервис']

/** A flock: everybody here is named after a bird, and works rather like it. */
export const staff: readonly StaffMember[] = [
  { key: 'snegirev', name: 'Павел Снегирёв', gender: 'm', role: 'administrator', jobTitle: 'Системный администратор', team: null, temper: null },
  { key: 'orlova', name: 'Елена Орлова', gender: 'f', role: 'head_of_sales', jobTitle: 'Руководитель отдела продаж', team: null, temper: 'key-accounts' },
  { key: 'sokolov', name: 'Игорь Соколов', gender: 'm', role: 'sales_manager', jobTitle: 'Старший менеджер', team: 0, temper: 'excellent' },
  { key: 'zhuravleva', name: 'Марина Журавлёва', gender: 'f', role: 'sales_manager', jobTitle: 'Менеджер проектов', team: 0, temper: 'overloaded' },
  { key: 'galkin', name: 'Тимур Галкин', gender: 'm', role: 'sales_manager', jobTitle: 'Менеджер', team: 0, temper: 'steady' },
  { key: 'vorobyova', name: 'Ольга Воробьёва', gender: 'f', role: 'sales_manager', jobTitle: 'Менеджер по технике', team: 1, temper: 'steady' },
  { key: 'filin', name: 'Дмитрий Филин', gender: 'm', role: 'sales_manager', jobTitle: 'Менеджер по сервису', team: 1, temper: 'procrastinator' },
  { key: 'sinitsyna', name: 'Анна Синицына', gender: 'f', role: 'analyst', jobTitle: 'Аналитик', team: null, temper: null },
]

const places = (count: number) => counted(count, 'место', 'места', 'мест')

export const products: readonly ProductWords[] = [
  { sku: 'PR-100', team: 0, category: 'Стеллажи', name: 'Стеллаж паллетный, паллето-место', topic: 'паллетные стеллажи', need: 'нужны паллетные стеллажи', about: 'по стеллажам', price: 30, least: 120, most: 1800, deal: (count) => `Паллетные стеллажи, ${places(count)}` },
  { sku: 'SH-200', team: 0, category: 'Стеллажи', name: 'Стеллаж полочный, секция', topic: 'полочные стеллажи', need: 'нужны полочные стеллажи', about: 'по полочным стеллажам', price: 140, least: 15, most: 180, deal: (count) => `Полочные стеллажи, ${counted(count, 'секция', 'секции', 'секций')}` },
  { sku: 'MZ-300', team: 0, category: 'Стеллажи', name: 'Мезонин складской, м²', topic: 'мезонин', need: 'нужен мезонин', about: 'по мезонину', price: 190, least: 80, most: 520, deal: (count) => `Мезонин ${count} м²` },
  { sku: 'EF-150', team: 1, category: 'Техника', name: 'Погрузчик электрический, 1,5 т', topic: 'электропогрузчик', need: 'нужен электропогрузчик', about: 'по электропогрузчику', price: 24_000, least: 1, most: 4, deal: (count) => (count === 1 ? 'Электропогрузчик 1,5 т' : `Электропогрузчики 1,5 т, ${count} шт.`) },
  { sku: 'DF-300', team: 1, category: 'Техника', name: 'Погрузчик дизельный, 3 т', topic: 'дизельный погрузчик', need: 'нужен дизельный погрузчик', about: 'по дизельному погрузчику', price: 27_000, least: 1, most: 3, deal: (count) => (count === 1 ? 'Дизельный погрузчик 3 т' : `Дизельные погрузчики 3 т, ${count} шт.`) },
  { sku: 'RT-160', team: 1, category: 'Техника', name: 'Ричтрак, подъём 10 м', topic: 'ричтрак', need: 'нужен ричтрак', about: 'по ричтраку', price: 32_000, least: 1, most: 2, deal: (count) => (count === 1 ? 'Ричтрак с подъёмом 10 м' : `Ричтраки с подъёмом 10 м, ${count} шт.`) },
  { sku: 'ST-120', team: 1, category: 'Техника', name: 'Штабелёр электрический, 1,2 т', topic: 'электроштабелёр', need: 'нужен электроштабелёр', about: 'по штабелёру', price: 7500, least: 1, most: 5, deal: (count) => (count === 1 ? 'Электроштабелёр 1,2 т' : `Электроштабелёры, ${count} шт.`) },
  { sku: 'HP-250', team: 1, category: 'Техника', name: 'Тележка гидравлическая, 2,5 т', topic: 'гидравлические тележки', need: 'нужны гидравлические тележки', about: 'по тележкам', price: 350, least: 2, most: 24, deal: (count) => `Рохли, ${count} шт.` },
  { sku: 'DL-060', team: 0, category: 'Оснащение', name: 'Доковый уравнитель, 6 т', topic: 'доковый уравнитель', need: 'нужен доковый уравнитель', about: 'по доковому оборудованию', price: 5800, least: 1, most: 8, deal: (count) => `Доковые уравнители, ${counted(count, 'пост', 'поста', 'постов')}` },
  { sku: 'BT-480', team: 1, category: 'Оснащение', name: 'Литиевый аккумулятор с зарядным устройством', topic: 'литиевый аккумулятор', need: 'нужен литиевый аккумулятор', about: 'по аккумуляторам', price: 6900, least: 1, most: 6, deal: (count) => `Перевод на литий, ${counted(count, 'машина', 'машины', 'машин')}` },
  { sku: 'SV-012', team: 1, category: 'Сервис', name: 'Обслуживание погрузчика, год', topic: 'обслуживание погрузчиков', need: 'нужно обслуживание погрузчиков', about: 'по обслуживанию', price: 1600, least: 1, most: 14, deal: (count) => `Обслуживание на год, ${counted(count, 'погрузчик', 'погрузчика', 'погрузчиков')}` },
  { sku: 'IN-001', team: 0, category: 'Сервис', name: 'Осмотр и испытание стеллажей, выезд', topic: 'испытание стеллажей', need: 'нужно испытание стеллажей', about: 'по испытанию стеллажей', price: 900, least: 1, most: 4, deal: (count) => (count === 1 ? 'Испытание стеллажей' : `Испытание стеллажей, ${counted(count, 'склад', 'склада', 'складов')}`) },
]
