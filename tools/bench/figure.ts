/** One measured number. */
export interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}
