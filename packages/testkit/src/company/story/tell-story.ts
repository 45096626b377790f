import { createRandom } from '../../simulator/random.ts';
import { monthStart } from '../calendar.ts';
import { createLedger } from '../ledger/create-ledger.ts';
import { createAgenda } from './agenda.ts';
import { drawBudgets } from './budgets.ts';
import type { CompanyOptions, CompanyProfile, ToldCompany } from './company.ts';
import { countries, saveMasters, saveRates } from './masters.ts';
import { tellOpening, tellOverheads } from './overheads.ts';
import { tellPurchases } from './purchases.ts';
import { tellSales } from './sales.ts';
import { tellSpending } from './spending.ts';
import type { Teller } from './teller.ts';
import { noteStandings, planWrongs } from './wrongs.ts';

/** Tells 36 months and the current one of a design-and-fit-out studio: the same for the same options. */
export const tellStory = (options: CompanyOptions): ToldCompany => {
  const { today, homeCurrency = 'USD', seed = 20_260_701 } = options;
  const firstDay = monthStart(today, -36);
  const random = createRandom(seed);
  const currencies = [homeCurrency, 'EUR'].map((code) => ({ code, digits: 2 }));
  const ledger = createLedger({ homeCurrency, fiscalYearStartMonth: 7, currencies });
  saveMasters(ledger, options, firstDay);
  saveRates(ledger, random, { today, firstDay });
  const teller: Teller = {
    ...{ ledger, random, firstDay, today, plantedAnomalies: [], trueAccounts: new Map() },
    agenda: createAgenda(firstDay, today),
    money: (units) => Math.round(units * 100 * countries[homeCurrency].scale),
  };
  tellOpening(teller);
  for (let month = firstDay; month <= today; month = monthStart(month, 1)) {
    for (const chapter of [tellSales, tellPurchases, tellOverheads, tellSpending]) chapter(teller, month);
  }
  planWrongs(teller);
  teller.agenda.run();
  noteStandings(teller);
  const { plantedAnomalies, trueAccounts } = teller;
  const profile = profileOf(homeCurrency);
  return { profile, today, firstDay, ledger, budgets: drawBudgets(teller), plantedAnomalies, trueAccounts };
};

const places = {
  USD: { city: 'Portland', region: 'OR', postalCode: '97209', taxNumber: '93-1042217' },
  GBP: { city: 'Bristol', region: 'England', postalCode: 'BS1 4DJ', taxNumber: 'GB 293 1042 17' },
  NZD: { city: 'Wellington', region: 'Wellington', postalCode: '6011', taxNumber: '093-104-221' },
} as const;

const profileOf = (homeCurrency: keyof typeof places): CompanyProfile => ({
  legalName: 'Wren & Harrow Studio Ltd',
  tradingName: 'Wren & Harrow',
  email: 'accounts@wrenandharrow.example',
  phone: '555-0142',
  street: '18 Foundry Lane',
  country: countries[homeCurrency].code,
  ...places[homeCurrency],
});
