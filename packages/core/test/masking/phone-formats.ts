/**
 * How telephone numbers are written, as the numbering authorities and ITU-T E.123 print them: N any digit, X 2 to 9.
 * `alone` are written so that a reader sees a telephone number; `bare` needs a word such as "phone" before it.
 */
export interface PhoneFormats {
  alone: readonly string[];
  bare: readonly string[];
}

/** The formats that the detectors were written with in mind. */
export const phoneFormats: PhoneFormats = {
  alone: [
    '+1 XNN-XNN-NNNN',
    '(XNN) XNN-NNNN',
    'XNN-XNN-NNNN',
    'XNN.XNN.NNNN',
    '+1XNNXNNNNNN',
    '+1 (XNN) XNN-NNNN',
    '1-XNN-XNN-NNNN',
    '+44 20 7NNN NNNN',
    '020 7NNN NNNN',
    '07700 9NNNNN',
    '+44 (0)161 496 0NNN',
    '+49 30 NNNNNN',
    '+49 (0)89 1NNNNNN',
    '0171 2NNNNNN',
    '0049 171 2NNNNNN',
    '+33 6 12 NN NN NN',
    '06 12 NN NN NN',
    '01.42.NN.NN.NN',
    '+34 612 NN NN NN',
    '+39 06 4NNN NNNN',
    '+31 20 123 NNNN',
    '+41 44 668 NN NN',
    '+48 512 NNN NNN',
    '+55 11 91234-NNNN',
    '(11) 91234-NNNN',
    '+91 98NNN NNNNN',
    '+81 3-1234-NNNN',
    '+61 412 NNN NNN',
    '(02) 9NNN NNNN',
  ],
  bare: ['XNNXNNNNNN', '0207NNNNNNN', '01712NNNNNN', '612NNNNNN', '512 NNN NNN', '555-NNNN', '98NNN NNNNN'],
};

/** Formats of other countries, kept apart. Their first misses led to new rules, so their figures are no longer those of a blind test. */
export const heldOutPhoneFormats: PhoneFormats = {
  alone: [
    '+32 470 12 NN NN',
    '0470 12 NN NN',
    '+43 1 NNNNNNN',
    '0664 1NNNNNN',
    '+45 32 NN NN NN',
    '+46 8 123 NNN NN',
    '08-123 NNN NN',
    '+47 412 NN NNN',
    '+351 912 NNN NNN',
    '+353 87 123 NNNN',
    '(087) 123 NNNN',
    '+420 601 NNN NNN',
    '+30 21 NNNN NNNN',
    '+90 532 123 NN NN',
    '0532 123 NN NN',
    '+972-50-123-NNNN',
    '+971 50 123 NNNN',
    '+27 82 123 NNNN',
    '082 123 NNNN',
    '+52 55 1234 NNNN',
    '+54 9 11 1234-NNNN',
    '+86 138 1234 NNNN',
    '138 1234 NNNN',
    '+82 10-1234-NNNN',
    '010-1234-NNNN',
    '+65 8123 NNNN',
    '+64 21 123 NNNN',
    '8 (912) 345-NN-NN',
    '+1.XNN.XNN.NNNN',
    '(XNN)XNN-NNNN',
    'XNN XNN NNNN',
    '+442079NNNNNN',
    '00 33 6 12 NN NN NN',
  ],
  bare: ['912 NNN NNN', '8123 NNNN', '32 NN NN NN', '5321234NNN', '1381234NNNN', '021123NNNN'],
};
