/** An item of the story: its price in whole units of money, and how many are sold on a line. */
export interface StoryItem {
  readonly code: string;
  readonly name: string;
  readonly kind: 'product' | 'service';
  readonly account: string;
  readonly price: number;
  readonly quantity: readonly [least: number, most: number];
}

const item = (
  code: string,
  name: string,
  account: string,
  price: number,
  quantity: readonly [number, number],
): StoryItem => ({ code, name, kind: account === '4020' ? 'product' : 'service', account, price, quantity });

/** What the studio sells. */
export const items: readonly StoryItem[] = [
  item('DES-01', 'Design consultation', '4000', 120, [4, 24]),
  item('DES-02', 'Concept drawings', '4000', 850, [1, 4]),
  item('DES-03', 'Lighting plan', '4000', 640, [1, 3]),
  item('DES-04', 'Planning application', '4000', 1250, [1, 1]),
  item('DES-05', '3D walkthrough', '4000', 1480, [1, 2]),
  item('FIT-01', 'Site carpentry', '4010', 78, [20, 90]),
  item('FIT-02', 'Partition walls', '4010', 135, [10, 40]),
  item('FIT-03', 'Flooring', '4010', 62, [30, 110]),
  item('FIT-04', 'Electrical fit-out', '4010', 94, [15, 55]),
  item('FIT-05', 'Decorating', '4010', 55, [20, 80]),
  item('FIT-06', 'Reception desk', '4010', 3400, [1, 1]),
  item('FIT-07', 'Acoustic panels', '4010', 88, [12, 48]),
  item('FIT-08', 'Project management', '4010', 105, [10, 40]),
  item('MNT-01', 'Maintenance visit', '4030', 320, [1, 4]),
  item('MNT-02', 'Annual service contract', '4030', 1900, [1, 1]),
  item('SHP-01', 'Oak side table', '4020', 245, [1, 6]),
  item('SHP-02', 'Desk lamp', '4020', 89, [2, 14]),
  item('SHP-03', 'Wool rug', '4020', 410, [1, 4]),
  item('SHP-04', 'Shelf bracket set', '4020', 34, [4, 30]),
  item('SHP-05', 'Ceramic vase', '4020', 58, [2, 16]),
  item('SHP-06', 'Linen cushion', '4020', 42, [4, 24]),
  item('SHP-07', 'Coat rack', '4020', 130, [1, 8]),
  item('SHP-08', 'Wall clock', '4020', 76, [1, 10]),
  item('SHP-09', 'Pendant light', '4020', 165, [1, 8]),
  item('SHP-10', 'Gift card', '4020', 50, [2, 20]),
];
