import { toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import type { CodedTransaction } from '../src/categorise/bank-transaction.ts';
import { createSeededRandom } from '../src/random/seeded-random.ts';

interface Merchant {
  name: string;
  texts: readonly string[];
  /** Category, its share of the merchant's transactions, and the range of the amounts. */
  uses: readonly (readonly [category: string, share: number, low: number, high: number])[];
  /** How often it comes beside the others. */
  often: number;
  /** First month it is seen, from 0. */
  from: number;
}

const named: readonly Merchant[] = [
  {
    name: 'Amazon',
    texts: ['AMZN Mktp', 'Amazon.com order'],
    uses: [
      ['Office supplies', 0.7, 8, 90],
      ['Computer equipment', 0.3, 300, 1800],
    ],
    often: 5,
    from: 0,
  },
  {
    name: 'Amazon Web Services',
    texts: ['AWS EMEA monthly usage'],
    uses: [['Hosting', 1, 400, 900]],
    often: 1,
    from: 0,
  },
  { name: 'Shell', texts: ['SHELL STATION', 'fuel card'], uses: [['Motor vehicle', 1, 30, 110]], often: 4, from: 0 },
  { name: 'Delta Air Lines', texts: ['ticket', 'DELTA AIR seat'], uses: [['Travel', 1, 150, 1200]], often: 2, from: 0 },
  {
    name: 'Uber',
    texts: ['UBER TRIP help.uber.com', 'UBER EATS'],
    uses: [
      ['Travel', 0.75, 8, 60],
      ['Meals', 0.25, 12, 60],
    ],
    often: 5,
    from: 0,
  },
  { name: 'City Power & Light', texts: ['electricity invoice'], uses: [['Utilities', 1, 200, 600]], often: 1, from: 0 },
  { name: 'Harbor Properties LLC', texts: ['rent unit 4'], uses: [['Rent', 1, 4200, 4200]], often: 1, from: 0 },
  {
    name: 'Gusto',
    texts: ['payroll run', 'GUSTO TAX'],
    uses: [
      ['Wages', 0.6, 9000, 14000],
      ['Payroll tax', 0.4, 2000, 4000],
    ],
    often: 3,
    from: 0,
  },
  { name: 'Stripe', texts: ['processing fees'], uses: [['Bank fees', 1, 20, 400]], often: 2, from: 0 },
  {
    name: 'Staples',
    texts: ['STAPLES store', 'paper and toner'],
    uses: [['Office supplies', 1, 15, 250]],
    often: 2,
    from: 0,
  },
  {
    name: 'Google',
    texts: ['GOOGLE ADS', 'Google Workspace'],
    uses: [
      ['Advertising', 0.7, 300, 2000],
      ['Software', 0.3, 30, 120],
    ],
    often: 3,
    from: 0,
  },
  { name: 'Meta Platforms', texts: ['FACEBK ADS'], uses: [['Advertising', 1, 100, 900]], often: 2, from: 14 },
  {
    name: 'Jones & Partners LLP',
    texts: ['legal services', 'retainer'],
    uses: [['Legal fees', 1, 600, 5000]],
    often: 1,
    from: 0,
  },
  { name: 'Blue Bottle', texts: ['coffee', 'team lunch'], uses: [['Meals', 1, 5, 80]], often: 4, from: 0 },
  { name: 'Notion Labs', texts: ['NOTION subscription'], uses: [['Software', 1, 96, 96]], often: 1, from: 20 },
  { name: 'Liberty Insurance', texts: ['premium policy'], uses: [['Insurance', 1, 380, 380]], often: 1, from: 0 },
];
const kinds: readonly (readonly [word: string, category: string, low: number, high: number])[] = [
  ['Diner', 'Meals', 20, 150],
  ['Hotel', 'Travel', 90, 400],
  ['Garage', 'Motor vehicle', 80, 900],
  ['Software', 'Software', 20, 300],
  ['Print Shop', 'Advertising', 60, 700],
  ['Hardware Store', 'Repairs', 15, 400],
];
const places = ['Austin', 'Berlin', 'Cedar', 'Dover', 'Elm Street', 'Fulton', 'Golden Gate', 'Hill', 'Iron', 'Jasper'];
const carelessShare = 0.015;

/**
 * 24 months of coded transactions, in order of date: merchants with one and with two uses, merchants that come later or only once, and
 * 1.5 % coded wrongly, as people do.
 */
export function makeCodedHistory(seed: number, perMonth = 110): CodedTransaction[] {
  const random = createSeededRandom(seed);
  const start = toDayNumber('2024-01-01');
  const categories = [...new Set([...named.flatMap(({ uses }) => uses.map(([category]) => category)), 'Repairs'])];
  const rows = Array.from({ length: 24 * perMonth }, (_, index) => {
    const day = Math.floor((index * 730) / (24 * perMonth));
    const drawn = random() < 0.12 ? drawStranger(random) : drawNamed(random, day / 30.4);
    const category = random() < carelessShare ? pick(random, categories) : drawn.category;
    return { ...drawn, id: `t${index}`, date: toIsoDate(start + day), category };
  });
  return rows;
}

function drawNamed(random: () => number, month: number): Omit<CodedTransaction, 'id' | 'date'> {
  const open = named
    .filter(({ from }) => from <= month)
    .flatMap((merchant) => Array<Merchant>(merchant.often).fill(merchant));
  const merchant = pick(random, open);
  const [first, second] = merchant.uses;
  const use = second !== undefined && random() < second[1] ? second : first;
  const [category, , low, high] = use ?? ['', 1, 0, 0];
  // Where a merchant has two uses and two texts, the text tells them apart.
  const text = second === undefined ? pick(random, merchant.texts) : (merchant.texts[use === first ? 0 : 1] ?? '');
  return describe(random, merchant.name, text, category, low, high);
}

function drawStranger(random: () => number): Omit<CodedTransaction, 'id' | 'date'> {
  const [word, category, low, high] = pick(random, kinds);
  return describe(random, `${pick(random, places)} ${word}`, 'card purchase', category, low, high);
}

function describe(random: () => number, name: string, text: string, category: string, low: number, high: number) {
  const amount = `-${(low + (high - low) * random()).toFixed(2)}`;
  return { counterparty: name, description: `${text} ${Math.floor(random() * 100_000)}`, amount, category };
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('items: none to pick from');
  return item;
}
