/** ISO 4217 currencies that are not paid in hundredths, by the decimal places of their minor unit. */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'UYI',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
]);

/** Decimal places in which a currency is paid; 2 where it is unknown. */
export const currencyDigits = (currency: string | undefined): number => MINOR_DIGITS.get(currency ?? '') ?? 2;
