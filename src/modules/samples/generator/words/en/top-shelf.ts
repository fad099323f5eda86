import type { ProductWords, StaffMember, Vocabulary } from '../vocabulary.ts'

export const profile: Vocabulary['profile'] = {
  name: 'Top Shelf Storage Systems',
  slogan: 'Racks that stay up, trucks that come back',
  domain: 'onward.example',
}

export const teams = ['Racking & Projects', 'Trucks & Service']

/** A flock: everybody here is named after a bird, and works rather like it. */
export const staff: readonly StaffMember[] = [
  { key: 'partridge', name: 'Phil Partridge', gender: 'm', role: 'administrator', jobTitle: 'IT Manager', team: null, temper: null },
  { key: 'swift', name: 'Helen Swift', gender: 'f', role: 'head_of_sales', jobTitle: 'Head of Sales', team: null, temper: 'key-accounts' },
  { key: 'falconer', name: 'Jack Falconer', gender: 'm', role: 'sales_manager', jobTitle: 'Senior Account Manager', team: 0, temper: 'excellent' },
  { key: 'crane', name: 'Mary Crane', gender: 'f', role: 'sales_manager', jobTitle: 'Project Sales Manager', team: 0, temper: 'overloaded' },
  { key: 'wren', name: 'Tom Wren', gender: 'm', role: 'sales_manager', jobTitle: 'Account Manager', team: 0, temper: 'steady' },
  { key: 'sparrow', name: 'Olivia Sparrow', gender: 'f', role: 'sales_manager', jobTitle: 'Truck Sales Manager', team: 1, temper: 'steady' },
  { key: 'heron', name: 'Derek Heron', gender: 'm', role: 'sales_manager', jobTitle: 'Service Sales Manager', team: 1, temper: 'procrastinator' },
  { key: 'martin', name: 'Ann Martin', gender: 'f', role: 'analyst', jobTitle: 'Analyst', team: null, temper: null },
]

const some = (count: number, one: string, many: string) => (count === 1 ? one : `${count} ${many}`)

export const products: readonly ProductWords[] = [
  { sku: 'PR-100', team: 0, category: 'Storage', name: 'Pallet racking, per position', topic: 'pallet racking', need: 'we need pallet racking', about: 'about the racking', price: 30, least: 120, most: 1800, deal: (count) => `Pallet racking, ${count} positions` },
  { sku: 'SH-200', team: 0, category: 'Storage', name: 'Longspan shelving, bay', topic: 'longspan shelving', need: 'we need longspan shelving', about: 'about the shelving', price: 140, least: 15, most: 180, deal: (count) => `Longspan shelving, ${count} bays` },
  { sku: 'MZ-300', team: 0, category: 'Storage', name: 'Mezzanine floor, per 10 sq ft', topic: 'a mezzanine floor', need: 'we need a mezzanine floor', about: 'about the mezzanine', price: 180, least: 80, most: 520, deal: (count) => `Mezzanine, ${(count * 10).toLocaleString('en')} sq ft` },
  { sku: 'EF-150', team: 1, category: 'Trucks', name: 'Electric forklift, 3,300 lb', topic: 'an electric forklift', need: 'we need an electric forklift', about: 'about the forklift', price: 24_000, least: 1, most: 4, deal: (count) => some(count, 'Electric forklift', 'electric forklifts') },
  { sku: 'DF-300', team: 1, category: 'Trucks', name: 'Diesel forklift, 6,600 lb', topic: 'a diesel forklift', need: 'we need a diesel forklift', about: 'about the diesel truck', price: 27_000, least: 1, most: 3, deal: (count) => some(count, 'Diesel forklift', 'diesel forklifts') },
  { sku: 'RT-160', team: 1, category: 'Trucks', name: 'Reach truck, 33 ft lift', topic: 'a reach truck', need: 'we need a reach truck', about: 'about the reach truck', price: 32_000, least: 1, most: 2, deal: (count) => some(count, 'Reach truck, 33 ft', 'reach trucks, 33 ft') },
  { sku: 'ST-120', team: 1, category: 'Trucks', name: 'Electric stacker', topic: 'an electric stacker', need: 'we need an electric stacker', about: 'about the stacker', price: 7500, least: 1, most: 5, deal: (count) => some(count, 'Electric stacker', 'electric stackers') },
  { sku: 'HP-250', team: 1, category: 'Trucks', name: 'Hand pallet truck', topic: 'hand pallet trucks', need: 'we need hand pallet trucks', about: 'about the pallet trucks', price: 350, least: 2, most: 24, deal: (count) => `${count} hand pallet trucks` },
  { sku: 'DL-060', team: 0, category: 'Fit-out', name: 'Dock leveler', topic: 'dock levelers', need: 'we need dock levelers', about: 'about the docks', price: 5800, least: 1, most: 8, deal: (count) => some(count, 'Dock leveler', 'dock levelers') },
  { sku: 'BT-480', team: 1, category: 'Fit-out', name: 'Lithium battery with charger', topic: 'lithium batteries', need: 'we want to go lithium', about: 'about the batteries', price: 6900, least: 1, most: 6, deal: (count) => `Lithium conversion, ${some(count, '1 truck', 'trucks')}` },
  { sku: 'SV-012', team: 1, category: 'Service', name: 'Forklift service plan, one year', topic: 'a forklift service plan', need: 'we need somebody to look after our forklifts', about: 'about the service plan', price: 1600, least: 1, most: 14, deal: (count) => `Service plan, ${some(count, '1 truck', 'trucks')}` },
  { sku: 'IN-001', team: 0, category: 'Service', name: 'Rack inspection with certificate', topic: 'a rack inspection', need: 'we need a rack inspection', about: 'about the inspection', price: 900, least: 1, most: 4, deal: (count) => `Rack inspection, ${some(count, '1 site', 'sites')}` },
]
