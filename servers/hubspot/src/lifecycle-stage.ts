type Values = Readonly<Record<string, string | null>>;

/**
 * HubSpot passes over a lifecycle stage that lies behind the present one without a word:
 * https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Update contacts"
 */
export function keptStageHint({ lifecyclestage: sent }: Values, { lifecyclestage: kept }: Values): string | undefined {
  if (!sent || !kept || sent === kept) return undefined;
  return `lifecyclestage stays ${kept}: HubSpot moves it forward only. Clear it with an empty text, then set it.`;
}
