import { keySpelling } from '@bizmcp/core';
import * as z from 'zod';

/** Columns that hold what nobody should be shown, and personal data, by the names that people give them. */
const classes = {
  ...classOf(
    'restricted',
    'secret',
    'password passwd password_hash password_digest hashed_password encrypted_password secret client_secret api_key apikey',
  ),
  ...classOf(
    'restricted',
    'secret',
    'token access_token refresh_token auth_token session_token reset_token recovery_token confirmation_token',
  ),
  ...classOf(
    'restricted',
    'secret',
    'private_key secret_key service_key webhook_secret signing_secret otp otp_secret totp_secret cvv cvc',
  ),
  ...classOf('restricted', 'ssn', 'ssn social_security_number'),
  ...classOf('restricted', 'national_id', 'national_id passport_number tax_id driver_license drivers_license'),
  ...classOf('restricted', 'card', 'card_number credit_card credit_card_number'),
  ...classOf('restricted', 'iban', 'iban'),
  ...classOf(
    'restricted',
    'text',
    'date_of_birth birth_date dob birthday salary base_salary annual_salary bank_account bank_account_number',
  ),
  ...classOf('confidential', 'email', 'email user_email customer_email contact_email'),
  ...classOf('confidential', 'phone', 'phone phone_number mobile mobile_phone home_phone telephone'),
  ...classOf('confidential', 'name', 'full_name first_name last_name middle_name given_name family_name surname'),
  ...classOf('confidential', 'name', 'customer_name client_name contact_name vendor_name supplier_name company_name'),
  ...classOf('confidential', 'name', 'recipient_name account_holder cardholder_name employee_name'),
  ...classOf('confidential', 'address', 'address street street_address home_address postal_code zip_code postcode'),
  ...classOf('confidential', 'address', 'billing_address shipping_address delivery_address'),
  // What people write of somebody. A subject, a message or a description may as well be of a thing.
  ...classOf('confidential', 'text', 'memo note notes comment comments private_note private_notes internal_note'),
  ...classOf('confidential', 'text', 'internal_notes customer_note customer_notes'),
  ...classOf('confidential', 'ip', 'ip ip_address'),
};

function classOf(name: 'restricted' | 'confidential', pii: string, columns: string) {
  return Object.fromEntries(columns.split(' ').map((column) => [column, { class: name, pii }]));
}

const classBySpelling = new Map(Object.entries(classes).map(([name, of]) => [keySpelling(name), of]));

/** What kind of hidden data a column holds by its name, however it is spelled; undefined where it holds none. */
export function columnClass(name: string): string | undefined {
  return classBySpelling.get(keySpelling(name))?.pii;
}

/** The class of what a column holds by its name; undefined where anybody may see it. */
export function hiddenClass(name: string): 'restricted' | 'confidential' | undefined {
  return classBySpelling.get(keySpelling(name))?.class;
}

/** Whether a column by its name holds what few may see. */
export function isRestricted(name: string): boolean {
  return hiddenClass(name) === 'restricted';
}

/** A row as it is shown: any JSON by column, with the classes of embedded rows and JSON inside too. Texts in it may be anybody's words. */
export const Row = z.record(z.string(), z.unknown()).meta({ classes });

/** Any JSON as it is shown, rows or not. */
export const Json = z.unknown().meta({ classes });

/** A row as the project sends it. */
export const WireRow = z.record(z.string(), z.unknown());
export type WireRow = z.output<typeof WireRow>;
export const WireRows = z.array(WireRow);

/** The name of a table, view or function of the exposed schema. */
export const TableName = z
  .string()
  .min(1)
  .max(63)
  // A slash or dot would lead to another address.
  .regex(/^(?! )[^\p{Cc}/\\.?#&%"'()]+(?<! )$/u, 'the name alone, of the one schema that SUPABASE_SCHEMA names');
