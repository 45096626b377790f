/** How a customer pays, in days after the due date: earliest and latest. */
export const paymentHabits = {
  prompt: [-6, 2],
  usual: [1, 17],
  late: [14, 38],
  very_late: [42, 75],
} as const;

/** A customer of the story. */
export interface StoryCustomer {
  readonly name: string;
  readonly city: string;
  readonly habit: keyof typeof paymentHabits;
  readonly isEuro?: true;
  /** Thousands of home currency. */
  readonly creditLimit?: number;
}

const prompt = [
  ['Alder & Finch Hotels', 'Ashford'],
  ['Beacon Dental Group', 'Brighton'],
  ['Copperleaf Coffee', 'Camden'],
  ['Dunmore Law', 'Dover'],
  ['Eastgate Library Trust', 'Easton'],
  ['Fernhill Primary School', 'Fairfield'],
  ['Greystone Architects', 'Glenview'],
  ['Harbour Street Bakery', 'Hamilton'],
  ['Ironbridge Fitness', 'Ipswich'],
  ['Juniper Spa', 'Jackson'],
] as const;

const usual = [
  ['Kestrel Software', 'Kingston'],
  ['Larkspur Florists', 'Lincoln'],
  ['Meridian Wealth', 'Milton'],
  ['Northwind Logistics', 'Newport'],
  ['Oakridge Veterinary', 'Oxford'],
  ['Pinewood Childcare', 'Preston'],
  ['Quayside Restaurants', 'Quincy'],
  ['Riverbend Brewing', 'Richmond'],
  ['Silverline Optics', 'Salem'],
  ['Thornton Estates', 'Taunton'],
  ['Upland Outdoor', 'Union'],
  ['Verity Accountants', 'Vernon'],
  ['Willowbrook Care Homes', 'Windsor'],
  ['Yarrow Publishing', 'York'],
  ['Zephyr Cycles', 'Zion'],
] as const;

const late = [
  ['Ambrose Theatre', 'Ashford'],
  ['Blackwood Interiors', 'Brighton'],
  ['Crossways Retail', 'Camden'],
  ['Driftwood Surf Shops', 'Dover'],
  ['Elmfield Motors', 'Easton'],
  ['Foxglove Events', 'Fairfield'],
] as const;

const euro = [
  ['Atelier Lemaire', 'Lyon'],
  ['Bergmann Möbel GmbH', 'Hamburg'],
  ['Casa Ortega', 'Valencia'],
  ['De Vries Kantoren', 'Utrecht'],
  ['Studio Bianchi', 'Torino'],
] as const;

type Place = readonly [name: string, city: string];

const withHabit = (places: readonly Place[], habit: StoryCustomer['habit']): StoryCustomer[] =>
  places.map(([name, city]) => ({ name, city, habit }));

/** The customers, in the order of their ids. The last home customer goes over its credit limit. */
export const customers: readonly StoryCustomer[] = [
  ...withHabit(prompt, 'prompt'),
  ...withHabit(usual, 'usual'),
  ...withHabit(late, 'late'),
  ...euro.map(([name, city]): StoryCustomer => ({ name, city, habit: 'usual', isEuro: true })),
  { name: 'Gallowgate Developments', city: 'Glenview', habit: 'very_late' },
  { name: 'Hexham Property Partners', city: 'Hamilton', habit: 'very_late' },
  { name: 'Inverlochy Leisure', city: 'Ipswich', habit: 'very_late' },
  { name: 'Jubilee Cinemas', city: 'Jackson', habit: 'late', creditLimit: 30 },
];
