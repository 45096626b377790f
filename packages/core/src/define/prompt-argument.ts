import * as z from 'zod';

/** A month as an argument of a prompt, which is a text whatever it means. */
export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "takes a month such as '2026-11'");

/** A whole number as an argument of a prompt, in the bounds of the tool that it is meant for. */
export function wholeNumberText(least: number, most: number) {
  const isFit = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z.string().refine(isFit, `takes a whole number from ${least} to ${most}`);
}
