import type { Company } from '@bizmcp/testkit/company';
import { agedByContact } from './aged-by-contact.ts';
import type { GuidOf, ReportAnswer, ReportQuery } from './report.ts';

/** https://developer.xero.com/documentation/api/accounting/reports#aged-receivables-by-contact */
export function agedReceivablesByContact(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  return agedByContact(company, query, {
    guidOf,
    side: 'receivable',
    type: 'AgedReceivablesByContact',
    name: 'Aged Receivables By Contact',
  });
}
