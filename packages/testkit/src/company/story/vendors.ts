/** A vendor that sends bills: how many in a month, and about how much of the month's sales in all. */
export interface StoryVendor {
  readonly name: string;
  readonly account: string;
  readonly bills: number;
  /** Thousandths of the month's planned sales. */
  readonly share: number;
  readonly terms: number;
  readonly isEuro?: true;
}

const vendor = (name: string, account: string, bills: number, share: number, terms = 30): StoryVendor => ({
  ...{ name, account, bills, share, terms },
});

/** Who sends bills. The first has the sudden price jump, the second the duplicate. */
export const vendors: readonly StoryVendor[] = [
  vendor('Tamarack Timber', '5000', 2, 38),
  vendor('Bright Spark Electrical', '5010', 2, 48, 21),
  vendor('Granite State Flooring', '5000', 1, 24),
  vendor('Plumbline Contractors', '5010', 2, 44, 21),
  vendor('Hollis Joinery', '5010', 2, 36),
  vendor('Vantage Plasterers', '5010', 1, 26, 14),
  vendor('Summit Painting Crew', '5010', 1, 18, 14),
  vendor('Keystone Hardware', '5000', 2, 17),
  vendor('Acoustic Supply House', '5000', 1, 15),
  vendor('Lumen Wholesale', '5020', 1, 22),
  vendor('Woven & Co', '5020', 1, 18, 45),
  vendor('Potters Row', '5020', 1, 12),
  { ...vendor('Möbelwerk Nord', '5020', 1, 20, 45), isEuro: true },
  { ...vendor('Ceramica Faenza', '5020', 1, 12), isEuro: true },
  { ...vendor('Textil Lisboa', '5020', 1, 9), isEuro: true },
  vendor('Overland Freight', '5030', 2, 14),
  vendor('Coastal Couriers', '5030', 1, 7, 14),
  vendor('Harper & Lowe Accountants', '6600', 1, 7),
  vendor('Marlow Legal', '6600', 0.3, 4),
  vendor('Brightside Advertising', '6500', 1, 14),
  vendor('Signal Outdoor Media', '6500', 0.6, 6),
  vendor('Metro Power', '6110', 1, 6, 14),
  vendor('City Water', '6110', 0.4, 2, 21),
  vendor('Fibreline', '6120', 1, 3, 14),
  vendor('Anchor Insurance', '6610', 1, 8, 14),
  vendor('Clearview Cleaning', '6400', 1, 4),
  vendor('Toolmaster Rental', '6410', 1, 6),
  vendor('Rosewood Training', '6630', 0.3, 3),
  vendor('Greenleaf Recycling', '6110', 0.7, 2),
  vendor('Fleetcare Garage', '6320', 0.6, 4),
];
