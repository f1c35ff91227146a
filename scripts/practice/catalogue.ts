import type { Cents } from './amounts.ts';

/** A package or add-on. The codes and prices are invented: Cisco publishes none. */
export interface Product {
  readonly sku: string;
  readonly service: string;
  readonly description: string;
  readonly unitPrice: Cents;
}

const product = (sku: string, service: string, description: string, unitPrice: Cents): Product => ({
  sku,
  service,
  description,
  unitPrice,
});

/** Every product, in the invoice's order. */
export const PRODUCTS = {
  calling: product('A-WX-CALL', 'WEBEX_CALLING', 'Webex Calling', 825n),
  standard: product('A-WX-STD', 'WEBEX_CALLING_STANDARD', 'Webex Calling Standard', 510n),
  suite: product('A-WX-SUITE', 'WEBEX_SUITE', 'Webex Suite', 1450n),
  meetings: product('A-WX-MEET', 'WEBEX_MEETINGS', 'Webex Meetings', 625n),
  commonArea: product('A-WX-COMMON', 'COMMON_AREA_CALLING', 'Common Area Calling', 240n),
  attendant: product('A-WX-ATTEND', 'ATTENDANT_CONSOLE', 'Attendant Console add-on', 975n),
  assist: product('A-WX-ASSIST', 'CX_ESSENTIALS', 'Customer Assist', 1800n),
} as const satisfies Record<string, Product>;
export type ProductName = keyof typeof PRODUCTS;

/** What Webex Suite cost until 30 September. */
export const OLD_SUITE_PRICE: Cents = 1510n;

export const PARTNER_NAME = 'Example Telecom';
/** Japan and the Americas under one subscription, Europe under the other. */
export const SUBSCRIPTIONS = { main: 'Sub100245', europe: 'Sub100311' } as const;

type Region = 'jp' | 'eu' | 'us';
export interface CustomerEntry {
  readonly name: string;
  readonly region: Region;
  /** People with a package. */
  readonly people: number;
}

const customer = (region: Region, name: string, people: number): CustomerEntry => ({ region, name, people });

/** The customers, in the order of their external ids (C-1001 ...). Invented. */
export const CUSTOMERS: readonly CustomerEntry[] = [
  customer('jp', '株式会社青嶺システム', 118),
  customer('jp', '北斗谷精工株式会社', 96),
  customer('jp', 'みなと浜物流株式会社', 74),
  customer('jp', '株式会社ひなた野薬局', 31),
  customer('jp', '東雲原建設株式会社', 62),
  customer('jp', '株式会社かもめ橋書店', 18),
  customer('jp', 'さざなみ岬水産株式会社', 22),
  customer('jp', '若竹庵製菓株式会社', 27),
  customer('jp', '株式会社朝凪台ホテル', 45),
  customer('jp', '千歳沢クリニック', 12),
  customer('jp', '緑風丘学園', 58),
  customer('jp', '株式会社大和谷川製作所', 83),
  customer('jp', '白樺原乳業株式会社', 29),
  customer('jp', '株式会社つばめ坂運輸', 41),
  customer('jp', '桐生野繊維株式会社', 16),
  customer('jp', '株式会社星見岳テクノ', 37),
  customer('jp', '南風崎不動産株式会社', 14),
  customer('jp', '株式会社花笠野食品', 24),
  customer('eu', 'Alderbrook Logistics Ltd', 53),
  customer('eu', 'Brückenfeld Maschinenbau GmbH', 88),
  customer('eu', 'Café Lumineuse SARL', 9),
  customer('eu', 'Dalströmmen Energi AB', 36),
  customer('eu', 'Ermine Rowe LLP', 25),
  customer('eu', 'Fjellvika Sjømat AS', 17),
  customer('eu', 'Gärtnerei Sonnhaldner GmbH', 11),
  customer('eu', 'Hollanders en Zoon B.V.', 34),
  customer('eu', 'Isola Verdina S.r.l.', 19),
  customer('eu', 'Järvenrannikko Oy', 21),
  customer('eu', 'Kestrel Hillside School', 47),
  customer('eu', 'Łąkowianka Meble Sp. z o.o.', 28),
  customer('us', 'Bluestem Hollow Dental Group', 23),
  customer('us', 'Cedar Hollows Foods Inc.', 52),
  customer('us', 'Driftwood Quay Realty LLC', 15),
  customer('us', 'Ember Ridgeway Software Inc.', 64),
  customer('us', 'Foxglove Lane Health Partners', 39),
  customer('us', 'Harborlight Point Insurance Co.', 43),
  customer('us', 'Larkspur Bend Freight LLC', 26),
  customer('us', 'Mossgate County Library', 20),
  customer('us', 'Northwickham Engineering Inc.', 33),
  customer('us', 'Prairie Lantern Farms', 13),
];

/** On the invoice, and in no report: the partner has no such customer. */
export const STRAY_CUSTOMER = { name: 'Thornburyham Textiles Ltd', externalId: 'C-1041' } as const;
