import { ToolError } from '@bizmcp/core';

type Values = Readonly<Record<string, string | null>>;

/**
 * HubSpot passes over a lifecycle stage that lies behind the present one without a word:
 * https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Update contacts"
 */
export function keptStageHint({ lifecyclestage: sent }: Values, { lifecyclestage: kept }: Values): string | undefined {
  if (!sent || !kept || sent === kept) return undefined;
  return `lifecyclestage stays ${kept}: HubSpot moves it forward only. Clear it with an empty text, then set it; the day on which it became ${sent} may be lost.`;
}

/** Throws where HubSpot would keep the stage that is there. Its options are in the order of the stages. */
export function refuseStepBack(options: readonly { value: string }[], sent: Values, kept: Values): void {
  const [from, to] = [kept, sent].map(({ lifecyclestage }) =>
    options.findIndex(({ value }) => value === lifecyclestage),
  );
  if (from === undefined || to === undefined || to < 0 || to >= from) return;
  throw new ToolError('conflict', keptStageHint(sent, kept) ?? '');
}
