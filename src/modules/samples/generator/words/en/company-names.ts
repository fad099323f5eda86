import type { Dice } from '../../dice.ts'
import type { CompanyName } from '../vocabulary.ts'

const byIndustry: Record<string, string> = {
  Retail: `Daisy Lane Stores, Penny & Pound, The Corner Aisle, Three Kettles, Homely Goods, Button & Thread, Magpie Discount, Porch Light,
    Second Helping Outlet, Cat in a Suitcase, Everyday Hardware, Garden Gate, Little Dragon Toys, Sunday Market`,
  'Food & drink': `Good Crust Bakery, Millstone Flour, Honeybee Foods, Slow Kettle Tea, Larder & Loft, Orchard Run, Pickle Works, Silver Trout Fisheries,
    Morning Star Dairy, The Biscuit Company, Salt & Barrel, Copper Still Beverages, Farmyard Frozen, Pepper & Pine`,
  'Logistics & warehousing': `Vector Logistics, Tailwind Freight, Third Pier Storage, On The Dot Delivery, Crossroads Cartage, Twenty Foot Container, Longhaul & Lightly,
    Meridian Fulfillment, Depot 18, Homeward Haulage, Loading Bay Partners, Pallet Post, Northbound Lines, Safe Arrival`,
  Manufacturing: `Granite Tool Works, North Wind Turbines, Ironclad Fasteners, Loud Pipe Company, Spring & Coil, Steady Hand Machining, Redbrick Castings,
    Flywheel Motion, Perfect Fit Gaskets, Bright Wire, Lathe & Sons, Blue Furnace, Thin Film Works, Bolt Upright`,
  Construction: `Plumb Line Builders, Twelve Storeys, Keystone Yard, Brick by Brick Supply, River House Homes, Level Best Contractors, Strong Footing,
    High Beam Steel, Dry Wall Street, Timber & True`,
  Wholesale: `Cornerstone Wholesale, Boxwood Trading, Blue Whale Import, First Base Supply, Socks Forever, Hoof & Horn Trading, Northern Star Wholesale,
    Crate & Barrow, Bulk & Beyond Reason, Hundred Pairs, Big Ladle Catering Supply, Parcel & Twine`,
  'Auto parts':
    'Wheel of Fortune Tires, Spare Wheel Depot, Spark & Piston, Right Gear, Stopping Distance Brakes, Roadside Parts, Clutch Supply',
  Healthcare:
    'Plantain Pharma, Good Doctor Supply, Green Cross Medical, Get Well Distribution, Mint Leaf Health, Vital Stock',
  'E-commerce': `Hat & Courier, Click Twice, Tomorrow Morning, White Rabbit Gifts, Grandma's Parcel, Point B, Little Box Club, Unboxed`,
  Agriculture:
    'Furrow & Field, Sunrise Grain, Seedsman Supply, Greenhouse Row, Barley Mow Farms, Harvest Every Year, Old Plough',
  Furniture: 'Oak Hollow, Table & Chair, Snug Corner, Sofa So Good, Bright Timber, Ark Furniture',
  Printing: 'Letter & Press, Fresh Edition, Ink Well Printing, Paper Trail',
}

export const companyNames: readonly CompanyName[] = Object.entries(byIndustry).flatMap(([industry, names]) =>
  names.split(/,\s+/).map((name) => ({ name, industry })),
)

const beginnings = [
  'Midland',
  'Lakeside',
  'Summit',
  'Pioneer',
  'Riverside',
  'Allied',
  'Premier',
  'National',
  'Heritage',
  'Central',
  'Parkway',
  'Tri-County',
]
const endings = [
  'Supply',
  'Distribution',
  'Packaging',
  'Fabrication',
  'Industries',
  'Services',
  'Trading',
  'Components',
  'Group',
  'Solutions',
]

/** Allied Solutions, Premier Group and their thousand brothers. */
export function plainCompanyName(dice: Dice): string {
  return `${dice.pick(beginnings)} ${dice.pick(endings)}`
}
