import type { City, Places } from '../vocabulary.ts'

// 555-0100 to 555-0199 are kept for fiction in every area code of North America.
const american = (name: string, weight: number, ...areas: string[]): City => ({
  name,
  weight,
  prefixes: areas.map((area) => `+1${area}55501`),
  digits: 2,
})

export const americanPlaces: Places = {
  mobile: null,
  cities: [
    american('Chicago', 18, '312', '773', '872'),
    american('Columbus', 10, '614', '380'),
    american('Dallas', 12, '214', '469', '972'),
    american('Atlanta', 10, '404', '678', '770'),
    american('Indianapolis', 7, '317', '463'),
    american('Memphis', 7, '901'),
    american('Louisville', 6, '502'),
    american('Kansas City', 6, '816'),
    american('Cleveland', 6, '216'),
    american('Pittsburgh', 6, '412', '878'),
    american('Newark', 6, '973', '862'),
    american('Milwaukee', 5, '414'),
    american('Nashville', 5, '615', '629'),
    american('Denver', 5, '303', '720'),
    american('Phoenix', 4, '602', '480'),
    american('Sacramento', 4, '916', '279'),
    american('Portland', 3, '503', '971'),
    american('Omaha', 2, '402'),
  ],
  streets: [
    '{n}00 Dock Street',
    '{n} Industrial Parkway',
    '{n}20 Railroad Avenue',
    '{n}15 Commerce Drive, Suite 4',
    '{n} Mill Lane',
    '{n}40 Depot Road, Building C',
    '{n} Foundry Way',
    '{n}08 Distribution Boulevard',
    '{n} Cannery Row',
    '{n}55 Old Airport Road',
  ],
}

// The drama numbers of Ofcom.
const british = (name: string, weight: number, prefix: string): City => ({
  name,
  weight,
  prefixes: [prefix],
  digits: 3,
})

export const britishPlaces: Places = {
  mobile: { prefixes: ['+447700900'], digits: 3 },
  cities: [
    british('London', 24, '+442079460'),
    british('Birmingham', 14, '+441214960'),
    british('Manchester', 12, '+441614960'),
    british('Leeds', 10, '+441134960'),
    british('Glasgow', 8, '+441414960'),
    british('Sheffield', 7, '+441144960'),
    british('Bristol', 7, '+441174960'),
    british('Liverpool', 6, '+441514960'),
    british('Leicester', 6, '+441164960'),
    british('Nottingham', 5, '+441154960'),
    british('Newcastle', 4, '+441914980'),
    british('Edinburgh', 4, '+441314960'),
    british('Cardiff', 4, '+442920180'),
    british('Reading', 3, '+441184960'),
  ],
  streets: [
    'Unit {n}, Canal Wharf',
    '{n} Station Road',
    'Unit {n}, Mill Lane Trading Estate',
    '{n} Foundry Street',
    'Unit {n}, Kingsway Business Park',
    '{n} Old Dock Road',
    '{n} Railway Terrace',
    'The Sidings, {n} Goods Yard Lane',
    '{n} Tannery Row',
    'Unit {n}, Windmill Industrial Estate',
  ],
}
