import type { AccountingApi } from 'xero-node/dist/gen/api/accountingApi.js';

/** A text that the SDK declares as an enum of computed numbers. */
type EnumText = unknown;

/** A line as it is sent; the SDK's own classes name enums that would have to be loaded to be named. */
export interface NewLine {
  description?: string;
  quantity?: number;
  unitAmount?: number;
  itemCode?: string;
  accountCode?: string;
  taxType?: string;
  tracking?: { trackingCategoryID?: string; trackingOptionID?: string }[];
}

/** An invoice or bill as it is sent. */
export interface NewInvoice {
  type?: EnumText;
  contact?: { contactID?: string };
  lineItems?: NewLine[];
  date?: string;
  dueDate?: string;
  lineAmountTypes?: EnumText;
  invoiceNumber?: string;
  reference?: string;
  currencyCode?: EnumText;
  status?: EnumText;
}

/** Money spent or received as it is sent. */
export interface NewBankTransaction {
  type?: EnumText;
  bankAccount?: { accountID?: string };
  contact?: { contactID?: string };
  lineItems?: NewLine[];
  date?: string;
  reference?: string;
  lineAmountTypes?: EnumText;
}

/** A contact as it is sent. */
export interface NewContact {
  name?: string;
  firstName?: string;
  lastName?: string;
  emailAddress?: string;
  phones?: { phoneType?: EnumText; phoneNumber?: string }[];
  taxNumber?: string;
}

interface Writes {
  createInvoices(
    tenant: string,
    body: { invoices?: NewInvoice[] },
    summarizeErrors: boolean | undefined,
    unitPlaces: number,
  ): Answer;
  updateInvoice(tenant: string, invoiceId: string, body: { invoices?: NewInvoice[] }, unitPlaces: number): Answer;
  createBankTransactions(
    tenant: string,
    body: { bankTransactions?: NewBankTransaction[] },
    summarizeErrors: boolean | undefined,
    unitPlaces: number,
  ): Answer;
  createContacts(tenant: string, body: { contacts?: NewContact[] }, summarizeErrors?: boolean): Answer;
}

type Answer = Promise<{ body: unknown }>;

/** The SDK's client, with plain texts for its enums in what is written. */
export type Accounting = Omit<AccountingApi, keyof Writes> & Writes;
