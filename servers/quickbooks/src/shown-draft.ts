import { createHash } from 'node:crypto';
import { type ConnectContext, ToolError } from '@bizmcp/core';
import * as z from 'zod';

/** A write that is ready to be sent. */
export interface Draft {
  /** All that is sent; for what is there already, what tells one state of it from the next. */
  body: object;
  /** The day that it gets, where a write has one. */
  date?: string;
  /** What else the question tells of it, and what has to hold too: warnings, balances. */
  told?: unknown;
}

/** The drafts that people are asked about: what is said yes to, today or tomorrow, is what is written. */
export interface ShownDrafts {
  /** Notes a draft that is about to be shown for this input. */
  note<Drafted extends Draft>(input: object, draft: Drafted): Promise<Drafted>;
  /**
   * Drafts anew what was shown for this input, for its day; for the day that `make` chooses where nothing was shown. Throws `conflict`
   * where another draft comes of it than the one that was shown.
   */
  again<Drafted extends Draft>(input: object, make: (date?: string) => Promise<Drafted>): Promise<Drafted>;
}

const space = 'quickbooks-shown-draft';
/** Longer than anybody has time to decide. */
const keptMilliseconds = 26 * 3_600_000;

const Shown = z.object({ digest: z.string(), date: z.string().optional() });

/** Notes are shared by the processes, as the one that asked may have ended by the time of the yes; they hold no contents. */
export function createShownDrafts(state: ConnectContext<unknown>['state'], realmId: string): ShownDrafts {
  const idOf = (input: object) => digestOf([realmId, input]);
  return {
    async note(input, draft) {
      const shown: z.output<typeof Shown> = { digest: digestOf([draft.body, draft.told]), date: draft.date };
      await state.put(space, idOf(input), JSON.stringify(shown), { ttlMilliseconds: keptMilliseconds });
      return draft;
    },
    async again(input, make) {
      const record = await state.get(space, idOf(input));
      if (!record) return make();
      await state.delete(space, record.id);
      const { digest, date } = Shown.parse(JSON.parse(record.value));
      const draft = await make(date);
      if (digestOf([draft.body, draft.told]) === digest) return draft;
      throw new ToolError(
        'conflict',
        'Nothing was changed: what this call does is no longer what the user said yes to, as the books were edited since. Make the same call again, so that the user sees what it does now.',
      );
    },
  };
}

function digestOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
