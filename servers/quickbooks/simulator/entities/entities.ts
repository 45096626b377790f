import { exchangeRateEntity } from '../exchange-rate.ts';
import { transactions } from '../transactions/transactions.ts';
import { accountEntity } from './account-entity.ts';
import { companyEntities } from './company-entities.ts';
import type { Entity } from './entity.ts';
import { itemEntity } from './item-entity.ts';
import { nameEntities } from './name-entities.ts';
import { trackingEntities } from './tracking-entities.ts';

/** All that a company can be asked about. */
export const entities: readonly Entity[] = [
  ...[...companyEntities, ...trackingEntities, ...nameEntities, itemEntity, accountEntity, exchangeRateEntity],
  ...transactions,
];
