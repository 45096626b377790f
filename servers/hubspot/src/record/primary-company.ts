import type { Hubspot } from '../hubspot.ts';
import { type RecordPair, readAssociated } from './association.ts';
import { type Change, namedLine, readRecordName } from './record-change.ts';

const withPrimary: readonly string[] = ['contacts', 'deals', 'tickets'];

/**
 * Which company an association makes the primary one of a record, in place of which: "The first company record associated with a
 * contact, deal, or ticket is automatically set to Primary." https://developers.hubspot.com/docs/api/crm/associations
 */
export async function readPrimaryLines(
  api: Hubspot,
  pair: RecordPair,
  { label = '', remove }: { label?: string | undefined; remove?: boolean | undefined } = {},
): Promise<Change[]> {
  const isForward = pair.toType === 'companies';
  const [type, id] = isForward ? [pair.fromType, pair.fromId] : [pair.toType, pair.toId];
  const companyId = isForward ? pair.toId : pair.fromId;
  const hasCompany = isForward || pair.fromType === 'companies';
  if (!hasCompany || !withPrimary.includes(type)) return [];
  const { records } = await readAssociated(api, type, id, 'companies');
  const present = records.find(({ labels }) => labels.some(isPrimary))?.object_id;
  const nameOf = (each: string) => readRecordName(api, 'companies', each);
  if (remove) {
    const isLost = present === companyId && (label === '' || isPrimary(label));
    const becomes = 'no longer it; if another one is to be it, give it the label Primary';
    return isLost ? [namedLine('the primary company', await nameOf(present), becomes)] : [];
  }
  const isChange = isPrimary(label) ? present !== companyId : records.length === 0;
  if (!isChange) return [];
  const [before, after] = await Promise.all([present && nameOf(present), nameOf(companyId)]);
  return [
    namedLine(
      'the primary company',
      before || undefined,
      `linked, but no longer the primary one; to undo that give ${present} the label ${label}`,
    ),
    namedLine('the new primary company', after, 'becomes it'),
  ];
}

/** Such as "Primary", or "Contact with Primary Company". */
function isPrimary(label: string): boolean {
  return /\bprimary\b/i.test(label);
}
