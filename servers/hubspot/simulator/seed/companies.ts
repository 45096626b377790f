import type { CrmRecord } from '../objects/record.ts';
import { day, type PortalBuilder } from './portal-builder.ts';
import { companyFirst, companySecond, places } from './vocabulary.ts';

/** A company with what later seeds need to know of it. */
export interface SeededCompany {
  readonly record: CrmRecord;
  readonly name: string;
  readonly domain: string;
  readonly place: (typeof places)[number];
  readonly ownerId: string;
  readonly lifecycle: 'lead' | 'opportunity' | 'customer';
  readonly size: number;
}

const companyCount = 64;

const nameOf = (index: number): readonly [name: string, industry: string] => {
  const first = companyFirst[index % companyFirst.length] ?? companyFirst[0];
  const [second, industry] =
    companySecond[(index * 3 + Math.floor(index / companyFirst.length)) % companySecond.length] ?? companySecond[0];
  return [`${first} ${second}`, industry];
};

/** Adds the companies, oldest first. */
export const seedCompanies = (builder: PortalBuilder): SeededCompany[] => {
  const { random, state, today } = builder;
  const ages = Array.from({ length: companyCount }, () => 20 + Math.floor(880 * Math.sqrt(random.next()))).sort(
    (left, right) => right - left,
  );
  return ages.map((age, index) => {
    const [name, industry] = nameOf(index);
    const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example`;
    const createdAt = builder.workingTime(today - age * day, today - (age - 1) * day);
    const place = random.pick(places);
    const owner = state.owners[random.integer(0, 4)] ?? state.owners[0];
    const ownerId = owner?.id ?? '';
    const draw = random.next() + (age > 400 ? 0.2 : 0);
    const lifecycle = draw > 0.75 ? 'customer' : draw > 0.4 ? 'opportunity' : 'lead';
    const size = random.pick([12, 24, 45, 80, 140, 260, 520, 1_100]);
    const record = builder.add(
      'companies',
      {
        name,
        domain,
        website: `https://www.${domain}`,
        industry,
        phone: builder.phone(),
        city: place[0],
        state: place[1],
        country: place[2],
        numberofemployees: size,
        annualrevenue: size * random.integer(90, 210) * 1_000,
        lifecyclestage: lifecycle,
        type: lifecycle === 'customer' ? 'PARTNER' : 'PROSPECT',
        hubspot_owner_id: ownerId,
        description: `${name} in ${place[0]} measures what it makes.`,
      },
      createdAt,
    );
    return { record, name, domain, place, ownerId, lifecycle, size };
  });
};
