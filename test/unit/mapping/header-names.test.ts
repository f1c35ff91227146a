import { describe, expect, test } from 'vitest';
import { claimOf, currencyHintOf } from '#core/mapping/column-claims.ts';
import { FIELD_ALIASES, splitAliases, type ColumnMeaning } from '#core/mapping/field-aliases.ts';
import { headerKey } from '#core/mapping/header-key.ts';

const KNOWN: Readonly<Partial<Record<ColumnMeaning, string>>> = {
  subscriptionId:
    'SubscriptionID|Subscription ID|SUBSCRIPTION_ID|Subscription|サブスクリプションID|契約ID|契約番号|Abonnement',
  sku: 'SKU|Part Number|Product|製品コード|商品コード|品番|Artikelnummer|Référence',
  quantity: 'Quantity|Qty|qty.|数量|Menge|Quantité|QUANTITE|ＱＴＹ',
  unitPrice:
    'Rate|Unit Price|unit_price|Price|Unit List Price|単価|Einzelpreis|Stückpreis|Prix unitaire|単価（円）',
  amount:
    'Amount|Extended Amount|Extended Price|Line Total|Net Amount|金額|税抜金額|Betrag|Gesamtbetrag|Montant|金額(税抜)|Amount (USD)|Betrag in EUR|Amount JPY',
  chargeStart:
    'ConsumptionStartDate|Start Date|Service Start|Charge Start|From|開始日|利用開始日|消費開始日|Von|Leistungszeitraum von|BILLING_START_DATE',
  chargeEnd:
    'ConsumptionEndDate|End Date|Service End|Charge End|To|終了日|利用終了日|消費終了日|Bis|BILLING_END_DATE',
  invoiceNumber: 'InvoiceNumber|Invoice #|請求書番号|Rechnungsnummer|N° de facture',
  invoiceDate: 'InvoiceDate|請求日|Rechnungsdatum',
  currency: 'Currency|通貨|Währung',
  lineNumber: 'LineNumber|Line #|行番号',
  chargeType: 'ChargeType|課金種別|料金種別',
  customerId:
    'EndCustomerID|Customer ID|Customer Org ID|CUSTOMER_ORG_ID|Customer External ID|顧客ID|お客様番号|Kundennummer',
  customerName: 'EndCustomerName|Customer|顧客名|Kunde',
  consumerId: 'SUBSCRIBER_ID|USER_ID|User|ユーザーID',
  description: 'Description|説明|品名|摘要|Beschreibung',
  serviceName: 'Service Name|サービス名|SERVICE_NAME',
  unitOfMeasure: 'UOM|Unit|単位|Einheit',
  period: 'Billing Period|利用期間|Leistungszeitraum',
  'gross-amount': 'Amount (incl. tax)|金額（税込）|Gross Amount|Total TTC|Amount (in thousands)|金額（千円）',
  'tax-amount': 'Tax|消費税|MwSt|TVA',
  'contract-date': 'Subscription Start Date|契約開始日',
};

describe('a header name', () => {
  const cases = Object.entries(KNOWN).flatMap(([meaning, names]) =>
    names.split('|').map((name) => [name, meaning] as const),
  );
  test.each(cases)('%s names %s', (name, meaning) => {
    expect(claimOf(name)?.meaning).toBe(meaning);
  });

  test.each(['Colour', 'Notes about the invoice', '', '###', 'Total Care', 'Quantity of nothing'])(
    '%j names nothing',
    (name) => {
      expect(claimOf(name)).toBeUndefined();
    },
  );

  test('is compared without case, width, accents, spaces and punctuation', () => {
    expect(
      new Set(
        ['Unit Price', 'unit_price', 'UNIT-PRICE', 'ｕｎｉｔ　ｐｒｉｃｅ', ' Unit  Price: '].map(headerKey),
      ),
    ).toEqual(new Set(['unitprice']));
    expect(headerKey('Quantité')).toBe(headerKey('QUANTITE'));
    expect(headerKey('ガ')).not.toBe(headerKey('カ'));
  });

  test('in the dictionary names one thing only', () => {
    const meanings = new Map<string, Set<string>>();
    for (const [meaning, byStrength] of Object.entries(FIELD_ALIASES)) {
      for (const name of Object.values(byStrength).flatMap(splitAliases)) {
        const key = headerKey(name);
        meanings.set(key, (meanings.get(key) ?? new Set()).add(meaning));
      }
    }
    expect([...meanings].filter(([, named]) => named.size > 1)).toEqual([]);
  });

  test('carries the currency that stands beside it', () => {
    expect(['Amount (USD)', '金額（円）', 'Betrag in EUR', 'Amount'].map(currencyHintOf)).toEqual([
      'USD',
      'JPY',
      'EUR',
      undefined,
    ]);
  });
});
