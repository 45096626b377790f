import type { SeededCompany } from './companies.ts';
import type { SeededContact } from './contacts.ts';
import { day, type PortalBuilder } from './portal-builder.ts';

const plans = [
  ['team', 2_900],
  ['business', 9_400],
  ['enterprise', 28_800],
] as const;

/** Adds a running or ended subscription (the portal's custom object) for every customer. */
export const seedSubscriptions = (
  builder: PortalBuilder,
  companies: readonly SeededCompany[],
  contacts: readonly SeededContact[],
): void => {
  const { random, today } = builder;
  for (const company of companies.filter(({ lifecycle }) => lifecycle === 'customer')) {
    const startsAt = Math.min(company.record.createdAt + random.integer(10, 60) * day, today - day);
    const start = startsAt - (startsAt % day);
    const [plan, price] = random.pick(plans);
    const isEnded = random.chance(0.12);
    const record = builder.add(
      'subscriptions',
      {
        subscription_name: `${company.name} – Northlight Cloud`,
        plan,
        status: isEnded ? 'cancelled' : 'active',
        yearly_price: price,
        seats: random.integer(3, 60),
        bank_account: `Northlight Trust ${company.record.id.slice(-6)}`,
        start_date: new Date(start).toISOString().slice(0, 10),
        auto_renew: String(!isEnded && random.chance(0.8)),
      },
      startsAt,
    );
    builder.link(['subscriptions', record], ['companies', company.record]);
    const contact = contacts.find((candidate) => candidate.company === company);
    if (contact !== undefined) builder.link(['subscriptions', record], ['contacts', contact.record]);
  }
};
