/** A merchant of the card and bank statements: `#` becomes a digit, `@` a letter, `*` a town. */
export interface Merchant {
  readonly descriptors: readonly string[];
  readonly account: string;
  /** Seldom another account: what makes categorisation hard. */
  readonly secondAccount?: string;
  readonly perMonth: number;
  /** In whole units of money. */
  readonly amount: readonly [least: number, most: number];
}

const merchant = (
  account: string,
  perMonth: number,
  amount: readonly [number, number],
  ...descriptors: string[]
): Merchant => ({ account, perMonth, amount, descriptors });

/** Where the people of the studio spend; about 55 a month. */
export const merchants: readonly Merchant[] = [
  merchant('6310', 5, [6, 28], 'STARBUCKS STORE ##### *', 'STARBUCKS #####'),
  merchant('6310', 3, [18, 95], 'TST* THE COPPER POT *', 'TST* COPPER POT'),
  merchant('6310', 2, [12, 40], 'DOORDASH*THAI GARDEN', 'DD DOORDASH THAIGARD'),
  merchant('6310', 2, [9, 24], 'PRET A MANGER #### *'),
  merchant('6300', 4, [9, 62], 'UBER *TRIP HELP.UBER.COM', 'UBER   *TRIP @@#@#', 'UBR* PENDING.UBER.COM'),
  merchant('6300', 1, [120, 640], 'DELTA AIR 006#######', 'UNITED 016####### *'),
  merchant('6300', 1, [140, 420], 'MARRIOTT * ######', 'HAMPTON INN SUITES *'),
  merchant('6300', 1, [22, 120], 'TRAINLINE *', 'THETRAINLINE.COM'),
  merchant('6320', 5, [38, 96], 'SHELL OIL ##########', 'SHELL SERVICE STATION *'),
  merchant('6320', 3, [35, 90], 'BP#######* FUEL', 'BP CONNECT *'),
  merchant('6320', 2, [3, 18], 'PARKMOBILE-#### *', 'PAYBYPHONE PARKING *'),
  { ...merchant('6400', 4, [12, 140], 'AMZN MKTP US*@@#@#@', 'AMAZON.COM*@@####'), secondAccount: '6410' },
  merchant('6400', 2, [15, 110], 'STAPLES ##### *', 'STAPLES DIRECT'),
  merchant('6400', 1, [20, 80], 'OFFICE DEPOT #### *'),
  { ...merchant('6410', 3, [18, 260], 'THE HOME DEPOT #### *', 'HOMEDEPOT.COM'), secondAccount: '5000' },
  merchant('6410', 2, [14, 190], 'SCREWFIX * ####', 'TOOLSTATION *'),
  { ...merchant('5000', 2, [60, 480], 'LOWES #####* *', 'LOWES BUILDING SUPPLY'), secondAccount: '6410' },
  merchant('6420', 2, [11, 65], 'USPS PO ########## *', 'USPS CLICKNSHIP'),
  merchant('6420', 2, [14, 95], 'UPS* ######@@##', 'FEDEX ######### *'),
  merchant('6500', 2, [150, 620], 'GOOGLE *ADS##########', 'GOOGLE ADS CC@GOOGLE.COM'),
  merchant('6500', 2, [90, 420], 'FACEBK *@@#@#@#@ FB.ME/ADS', 'META ADS *@@#@'),
  merchant('6620', 2, [8, 45], 'ACCOUNT MAINTENANCE FEE', 'WIRE TRANSFER FEE'),
  merchant('6630', 1, [19, 190], 'UDEMY ONLINE COURSES', 'COURSERA.ORG'),
  merchant('6120', 1, [140, 175], 'VERIZON WRLS @####-##', 'VZWRLSS*APOCC VISB'),
];

/** A subscription: the same day and amount each month, a little dearer each year. */
export interface Subscription {
  readonly descriptor: string;
  readonly account: string;
  readonly day: number;
  readonly price: number;
}

/** The subscriptions the studio knows of. */
export const subscriptions: readonly Subscription[] = [
  { descriptor: 'ADOBE *CREATIVE CLOUD', account: '6200', day: 3, price: 239.96 },
  { descriptor: 'FIGMA MONTHLY RENEWAL', account: '6200', day: 5, price: 90 },
  { descriptor: 'GOOGLE *GSUITE STUDIO', account: '6200', day: 1, price: 144 },
  { descriptor: 'SLACK T0@4K9 MONTHLY', account: '6200', day: 9, price: 104.4 },
  { descriptor: 'AUTODESK *REVIT LT', account: '6200', day: 12, price: 185 },
  { descriptor: 'SHOPIFY* 2210394', account: '6200', day: 15, price: 79 },
  { descriptor: 'AMAZON WEB SERVICES AWS.AMAZON.CO', account: '6210', day: 2, price: 312.4 },
  { descriptor: 'CLOUDFLARE.COM', account: '6210', day: 18, price: 25 },
  { descriptor: 'DROPBOX*BUSINESS', account: '6200', day: 21, price: 75 },
];
