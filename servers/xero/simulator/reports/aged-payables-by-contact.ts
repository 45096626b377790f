import type { Company } from '@bizmcp/testkit/company';
import { agedByContact } from './aged-by-contact.ts';
import type { GuidOf, ReportAnswer, ReportQuery } from './report.ts';

/** https://developer.xero.com/documentation/api/accounting/reports#aged-payables-by-contact */
export function agedPayablesByContact(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  return agedByContact(company, query, {
    guidOf,
    side: 'payable',
    type: 'AgedPayablesByContact',
    name: 'Aged Payables By Contact',
  });
}
