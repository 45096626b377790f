import { ToolError } from '@bizmcp/core';
import * as z from 'zod';

/** What a report can do without, each with a scope of its own. */
const partNames = ['balance_sheet', 'cash', 'budget', 'receivables', 'payables'] as const;

type PartName = (typeof partNames)[number];

/** A part that is not in the report, and why. */
export const LeftOut = z.object({
  part: z.enum(partNames).describe('Which'),
  reason: z.string().describe('Why, and what to do about it'),
});

/** Reads the parts that a report can do without. */
export interface OptionalParts {
  /** The part; undefined where Xero does not open it to this app or its user. It is not asked for again then. All else that fails is thrown. */
  read<Value>(part: PartName, load: () => Promise<Value>): Promise<Value | undefined>;
  leftOut(): z.output<typeof LeftOut>[];
}

export function createOptionalParts(): OptionalParts {
  const reasons = new Map<PartName, string>();
  return {
    async read(part, load) {
      if (reasons.has(part)) return undefined;
      return load().catch((error: unknown) => {
        if (!(error instanceof ToolError) || error.code !== 'forbidden') throw error;
        reasons.set(part, error.message);
        return undefined;
      });
    },
    leftOut: () =>
      partNames.flatMap((part) => ({ part, reason: reasons.get(part) ?? '' })).filter(({ reason }) => reason !== ''),
  };
}
