import { type CrmRecord, toIso } from '../objects/record.ts';
import type { SeededContact } from './contacts.ts';
import { day, type PortalBuilder } from './portal-builder.ts';

/** A ticket and who opened it. */
export interface SeededTicket {
  readonly record: CrmRecord;
  readonly contact: SeededContact;
}

const ticketCount = 46;

const complaints = [
  [
    'Gauge drifts after an hour',
    'PRODUCT_ISSUE',
    'The NL-400 reads 3 µm high once it is warm. Recalibrating helps for a while.',
  ],
  ['Invoice shows the old address', 'BILLING_ISSUE', 'Please correct the address and send the invoice again.'],
  ['Export to CSV by shift', 'FEATURE_REQUEST', 'We compare shifts and copy the figures by hand today.'],
  ['Cannot log in to the cloud', 'PRODUCT_ISSUE', 'Single sign-on ends in a blank page since this morning.'],
  ['Question about the service plan', 'GENERAL_INQUIRY', 'Does Premium Support include loan devices?'],
  ['Probe arrived damaged', 'PRODUCT_ISSUE', 'The box was open. Photos are attached.'],
  ['Charged twice for training', 'BILLING_ISSUE', 'Two identical items on the last statement.'],
] as const;

/** Adds the tickets, oldest first. */
export const seedTickets = (builder: PortalBuilder, contacts: readonly SeededContact[]): SeededTicket[] => {
  const { random, today } = builder;
  const [first, ...others] = contacts.filter(({ company }) => company.lifecycle === 'customer');
  if (first === undefined) return [];
  const planned = Array.from({ length: ticketCount }, () => {
    const contact = random.pick([first, ...others]);
    return {
      contact,
      createdAt: builder.workingTime(Math.max(contact.record.createdAt, today - 300 * day), today - day / 4),
    };
  }).sort((left, right) => left.createdAt - right.createdAt);
  return planned.map(({ contact, createdAt }) => {
    const [subject, category, content] = random.pick(complaints);
    const closesAt = createdAt + random.integer(1, 21) * day;
    const stages: Array<readonly [string, number]> = [['1', createdAt]];
    if (createdAt + day < today) stages.push([random.pick(['2', '3']), createdAt + day / 2]);
    if (closesAt < today && random.chance(0.85)) stages.push(['4', closesAt]);
    const isClosed = stages.at(-1)?.[0] === '4';
    const record = builder.add(
      'tickets',
      {
        subject,
        content,
        hs_pipeline: '0',
        hs_ticket_category: category,
        hs_ticket_priority: random.pick(['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'URGENT']),
        source_type: random.pick(['EMAIL', 'CHAT', 'PHONE', 'FORM']),
        hubspot_owner_id: builder.state.owners[random.integer(5, 6)]?.id,
        closed_date: isClosed ? toIso(closesAt) : undefined,
      },
      createdAt,
    );
    builder.writeHistory(record, 'hs_pipeline_stage', stages);
    builder.link(['tickets', record], ['contacts', contact.record]);
    builder.link(['tickets', record], ['companies', contact.company.record]);
    return { record, contact };
  });
};
