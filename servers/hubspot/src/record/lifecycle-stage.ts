import { ToolError } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { storedTime } from '../identifier.ts';
import { readDefinitions } from '../portal/crm-property.ts';
import { readObject, type Values } from './crm-object.ts';
import { type Change, changeLine, namedLine } from './record-change.ts';

/**
 * HubSpot passes over a lifecycle stage that lies behind the present one without a word:
 * https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Update contacts"
 */
export function keptStageHint({ lifecyclestage: sent }: Values, { lifecyclestage: kept }: Values): string | undefined {
  if (!sent || !kept || sent === kept) return undefined;
  return `lifecyclestage stays ${kept}: HubSpot moves it forward only. Clear it with an empty text, then set it; the day on which it became ${sent} may be lost.`;
}

/**
 * That a new record without a stage may get one: which one depends on how it is made, and no page says it of an API.
 * https://knowledge.hubspot.com/contacts/use-lifecycle-stages
 */
export function unsetStageLine(values: Values, known: ReadonlyMap<string, unknown> | undefined): Change {
  const isUnset = known?.has('lifecyclestage') && !values.lifecyclestage;
  const told = 'left to HubSpot, which may set one by default, such as lead, and its day';
  return changeLine('the lifecycle stage', undefined, isUnset ? told : undefined);
}

/** Throws where HubSpot would keep the stage that is there. Its options are in the order of the stages. */
export function refuseStepBack(options: readonly { value: string }[], sent: Values, kept: Values): void {
  const [from, to] = [kept, sent].map(({ lifecyclestage }) =>
    options.findIndex(({ value }) => value === lifecyclestage),
  );
  if (from === undefined || to === undefined || to < 0 || to >= from) return;
  throw new ToolError('conflict', keptStageHint(sent, kept) ?? '');
}

/**
 * The days on which a record came to the stages that it is moved back over, or comes to anew, or may once its stage is cleared: HubSpot sets
 * them itself, and clears those of later stages when a record is moved back.
 * https://knowledge.hubspot.com/jp/articles/kcs_article/contacts/can-i-set-the-lifecycle-stage-of-a-contact-backwards
 */
export async function readLostDays(
  api: Hubspot,
  objectType: string,
  { id, properties: now }: { id: string; properties: Values },
  { lifecyclestage: sent }: Values,
): Promise<Change[]> {
  if (sent === undefined || sent === (now.lifecyclestage ?? '')) return [];
  const definitions = await readDefinitions(api, objectType);
  const stages = (definitions.get('lifecyclestage')?.options ?? []).map(({ value }) => value);
  const lost = stages.slice(sent ? stages.indexOf(sent) : 0);
  const names = lost.map((stage) => `hs_lifecyclestage_${stage}_date`).filter((name) => definitions.has(name));
  if (names.length === 0) return [];
  const { properties } = await readObject(api, objectType, id, names);
  const days = names.flatMap((name) => {
    const day = storedTime(properties[name])?.slice(0, 10);
    return day === undefined ? [] : [`${name} ${day}`];
  });
  const becomes = sent ? 'lost' : 'lost of each stage that it is moved back over or set to anew';
  return [namedLine('the days of stages', days.join(', ') || undefined, `${becomes}: no write brings them back`)];
}
