import type { InvoiceField } from './invoice-field.ts';

/**
 * Columns that Tieout knows and does not read as a field: they must not be mistaken for one. A gross amount is
 * never an amount, because an amount is without tax.
 */
export const KNOWN_COLUMNS = [
  'gross-amount',
  'tax-amount',
  'tax-rate',
  'bill-to',
  'contract-date',
  'list-amount',
] as const;
export type KnownColumn = (typeof KNOWN_COLUMNS)[number];

/** What a header name can claim. */
export type ColumnMeaning = InvoiceField | KnownColumn;

/**
 * Header names by how surely they name the field: the higher number wins where two columns claim one field. The
 * names of one strength stand in one text, parted by `|`.
 */
export type AliasTable = Readonly<Record<ColumnMeaning, Readonly<Record<number, string>>>>;

/**
 * The dictionary of header names, English, Japanese, German and French, compared by `headerKey`. Sources: the
 * columns of the Webex billing reports, the invoice arrays of a distributor's API, Cisco's price and order exports,
 * and what spreadsheets of the trade call the same things.
 */
export const FIELD_ALIASES: AliasTable = {
  subscriptionId: {
    3: `Subscription ID | Subscription Reference ID | Sub ID | サブスクリプションID | 契約ID |
      Abonnement-ID | Abo-ID | ID abonnement | ID d'abonnement`,
    2: `Subscription | Subscription Number | Subscription No | Subscription Ref | サブスクリプション |
      サブスクリプション番号 | 契約番号 | Abonnement | Abonnementnummer | Vertragsnummer | N° abonnement |
      Numéro abonnement | Numéro d'abonnement`,
    1: `Contract Number | Contract ID | 契約`,
  },
  sku: {
    3: `SKU | SKU ID | SKU Code | SKU Number | SKUコード`,
    2: `Part Number | Part No | Part # | Product Code | Product ID | Product Number |
      Product SKU | Item Number | Item Code | Item No | Material Number | PID | 製品コード |
      商品コード | 品番 | 型番 | 製品番号 | 商品番号 | 製品ID | 品目コード | Artikelnummer | Artikel-Nr. |
      Artikelnr | Produktcode | Produktnummer | Référence produit | Code produit |
      Code article`,
    1: `Product | Item | Part | Material | Article | Artikel | Produkt | Produit | Référence |
      製品 | 商品 | 品目`,
  },
  quantity: {
    3: `Quantity | Qty | Qty. | Billed Quantity | Billing Quantity | Charge Quantity |
      Invoiced Quantity | Invoice Quantity | 数量 | 請求数量 | Menge | Quantité | Qté`,
    2: `Usage Quantity | Consumed Quantity | Consumption | Usage | Units | 利用数量 | 使用数量 | 利用量 |
      使用量 | Anzahl | Stückzahl | Verbrauch | Consommation | Nombre`,
    1: `Users | Seats | Licenses | Licences | User Days | User Months | ユーザー数 | ユーザ数 | ライセンス数 |
      個数`,
  },
  unitPrice: {
    4: `Unit Net Price | Net Unit Price | Net Price | Net Rate | 税抜単価 | Nettopreis |
      Nettoeinzelpreis | Prix unitaire HT | PU HT | Prix unitaire net`,
    3: `Rate | Unit Price | Price per Unit | Unit Rate | Price/Unit | 単価 | ユニット単価 |
      Einzelpreis | Stückpreis | Preis pro Einheit | Prix unitaire | Prix unit. | P.U. | Tarif`,
    2: `Price | Unit Cost | 価格 | Preis | Prix`,
    1: `Unit List Price | List Price | Cost | 定価 | Listenpreis | Prix catalogue`,
  },
  amount: {
    5: `Extended Net Price | Extended Net Amount | Net Extended Price | Net Extended Amount |
      Net Line Total`,
    4: `Extended Amount | Extended Price | Ext. Price | Ext Price | Ext. Amount | Ext Amount |
      Net Amount | Line Total | Line Amount | Amount excl. tax | Amount excl. VAT |
      Amount before tax | Pre-tax Amount | Pretax Amount | 税抜金額 | 税抜き金額 | 税別金額 | 本体金額 |
      Nettobetrag | Betrag netto | Montant HT | Total HT | Montant net`,
    3: `Amount | Charge Amount | Billed Amount | Invoice Amount | 金額 | 請求金額 | 請求額 | 料金 |
      Betrag | Montant`,
    2: `Total Price | Charges | Charge | Gesamtpreis | Positionsbetrag | Prix total`,
    1: `Total | Total Amount | Total Charge | Gesamtbetrag | Gesamt | Summe | Montant total |
      合計 | 合計金額 | 小計`,
  },
  chargeStart: {
    3: `Consumption Start Date | Consumption Start | Charge Start | Charge Start Date |
      Charge From | Service Start | Service Start Date | Service From | Billing Start Date |
      Billing Start | Billing Period Start | Billing Period Start Date |
      Charge Period Start | Service Period Start | Usage Period Start | Usage Start |
      Usage Start Date | Period Start | Period Start Date | Period From |
      Charge Period From | 利用開始日 | 消費開始日 | 課金開始日 | 請求開始日 | サービス開始日 | 使用開始日 | 期間開始日 | 期間開始 |
      利用期間開始 | 利用期間開始日 | 対象期間開始 | 対象期間開始日 | 課金期間開始 | 課金期間開始日 | 請求期間開始 | 請求期間開始日 |
      Leistungsbeginn | Zeitraum von | Leistungszeitraum von | Abrechnungszeitraum von |
      Période du | Début de période | Début période | Période début`,
    2: `Start Date | From Date | Date From | 開始日 | 開始年月日 | Startdatum | Beginn |
      Date de début | Date début`,
    1: `From | Start | 開始 | 自 | Von | Du | Début`,
  },
  chargeEnd: {
    3: `Consumption End Date | Consumption End | Charge End | Charge End Date | Charge To |
      Service End | Service End Date | Service To | Billing End Date | Billing End |
      Billing Period End | Billing Period End Date | Charge Period End | Service Period End |
      Usage Period End | Usage End | Usage End Date | Period End | Period End Date |
      Period To | Charge Period To | 利用終了日 | 消費終了日 | 課金終了日 | 請求終了日 | サービス終了日 | 使用終了日 |
      期間終了日 | 期間終了 | 利用期間終了 | 利用期間終了日 | 対象期間終了 | 対象期間終了日 | 課金期間終了 | 課金期間終了日 | 請求期間終了 |
      請求期間終了日 | Leistungsende | Zeitraum bis | Leistungszeitraum bis |
      Abrechnungszeitraum bis | Période au | Fin de période | Fin période | Période fin`,
    2: `End Date | To Date | Date To | 終了日 | 終了年月日 | Enddatum | Ende | Date de fin | Date fin`,
    1: `To | End | Until | 終了 | 至 | Bis | Au | Fin`,
  },
  period: {
    3: `Billing Period | Service Period | Usage Period | Charge Period | Consumption Period |
      利用期間 | 対象期間 | 請求期間 | 課金期間 | 使用期間 | 消費期間 | 利用月 | 利用年月 | 対象月 | 対象年月 | Leistungszeitraum |
      Abrechnungszeitraum | Période de facturation | Période de consommation`,
    2: `Period | 期間 | Zeitraum | Période | Usage Month | Service Month | Billing Month`,
    1: `Month | 年月 | 請求月 | Monat | Mois`,
  },
  invoiceNumber: {
    3: `Invoice Number | Invoice No | Invoice No. | Invoice # | Invoice ID | Invoice Num |
      請求書番号 | 請求番号 | 請求書No | Rechnungsnummer | Rechnungsnr | Rechnungs-Nr. | Rechnung Nr. |
      Numéro de facture | Numéro facture | N° facture | N° de facture | Facture n° |
      Facture no`,
    2: `Invoice | Bill Number | Document Number | Rechnung | Facture`,
  },
  invoiceDate: {
    3: `Invoice Date | Bill Date | Billing Date | Date of Invoice | TRX Date | 請求日 | 請求書日付 |
      発行日 | 請求書発行日 | 請求年月日 | Rechnungsdatum | Date de facture | Date facture |
      Date de facturation`,
    1: `Issue Date | Document Date`,
  },
  currency: {
    3: `Currency | Currency Code | Curr | CCY | Invoice Currency | 通貨 | 通貨コード | Währung |
      Devise | Monnaie`,
  },
  lineNumber: {
    3: `Line Number | Line No | Line # | Line | Line ID | Invoice Line | Invoice Line Number |
      Line Item | 行番号 | 明細番号 | 明細行 | Zeile | Zeilennummer | Positionsnummer | Position |
      Pos | Pos. | Ligne | N° ligne | Numéro de ligne`,
    1: `No | No. | Nr | Nr. | 番号 | 項番 | 行`,
  },
  chargeType: {
    3: `Charge Type | Charge Category | Line Type | Billing Type | 課金種別 | 料金種別 | 請求種別 | 課金タイプ |
      料金区分 | 課金区分 | Abrechnungsart | Kostenart | Gebührenart | Type de frais | Type de charge`,
    1: `Type | 種別 | 区分 | Art | Typ`,
  },
  customerId: {
    9: `CUSTOMER_ORG_ID | Customer Organization ID | Customer Organisation ID |
      End Customer Org ID | 顧客組織ID | 顧客Org ID`,
    8: `CUSTOMER_EXTERNAL_ID | Customer External ID | 顧客外部ID | 外部顧客ID`,
    6: `End Customer ID | EndCustomerID | End Customer Number | エンドカスタマーID | エンド顧客ID |
      Endkunden-ID | Endkundennummer | ID client final`,
    5: `Customer ID | 顧客ID | 得意先ID | Kunden-ID | ID client | Identifiant client`,
    3: `Customer Number | Customer No | Customer Code | お客様番号 | お客様ID | お客様コード |
      顧客番号 | 顧客コード | 得意先コード | Kundennummer | Kundennr | Kunden-Nr. | Numéro client |
      N° client | Code client`,
    2: `Org ID | Organization ID | Organisation ID | External ID | Tenant ID | 組織ID`,
  },
  customerName: {
    4: `End Customer Name | エンドカスタマー名 | エンド顧客名 | Endkundenname | Nom client final`,
    3: `End Customer | Customer Name | 顧客名 | お客様名 | 得意先名 | エンドユーザー名 | Kundenname | Endkunde |
      Nom du client | Nom client | Client final`,
    2: `Customer | 顧客 | お客様 | 得意先 | Kunde | Client`,
  },
  consumerId: {
    9: `SUBSCRIBER_ID | Subscriber ID | サブスクライバーID | 加入者ID`,
    8: `USER_ID | User ID | ユーザーID | ユーザID | 利用者ID | Benutzer-ID | ID utilisateur`,
    7: `WORKSPACE_ID | Workspace ID | ワークスペースID`,
    2: `User | Subscriber | ユーザー | ユーザ | 利用者 | Benutzer | Utilisateur`,
  },
  description: {
    3: `Description | Product Description | Item Description | SKU Description |
      Line Description | Charge Description | Part Description | 説明 | 品名 | 摘要 | 製品説明 | 商品説明 |
      明細 | Beschreibung | Bezeichnung | Produktbeschreibung | Artikelbezeichnung |
      Désignation | Libellé`,
    2: `Product Name | Item Name | SKU Name | 製品名 | 商品名 | 品目名 | 内容 | Produktname |
      Nom du produit | Details`,
    1: `Remarks | 備考`,
  },
  serviceName: {
    3: `Service Name | サービス名 | サービス名称 | Servicename | Dienstname | Nom du service`,
    1: `Service | サービス | Dienst`,
  },
  unitOfMeasure: {
    3: `UOM | U/M | Unit of Measure | Unit of Measurement | 単位 | Einheit | Mengeneinheit |
      Unité | Unité de mesure`,
    2: `Unit | Unit Type | ME`,
  },
  'gross-amount': {
    3: `Gross Amount | Amount incl. tax | Amount including tax | Amount incl. VAT |
      Amount with tax | Total incl. tax | Total incl. VAT | Total with tax |
      Total including tax | 税込金額 | 税込み金額 | 税込合計 | Bruttobetrag | Betrag brutto |
      Gesamt brutto | Montant TTC | Total TTC`,
  },
  'tax-amount': {
    3: `Tax | Tax Amount | Taxes | VAT | VAT Amount | GST | HST | Sales Tax | Total Tax | 消費税 |
      消費税額 | 税額 | MwSt | MwSt-Betrag | Mehrwertsteuer | USt | Umsatzsteuer | Steuer |
      Steuerbetrag | TVA | Montant TVA`,
  },
  'tax-rate': {
    3: `Tax Rate | Tax % | VAT Rate | VAT % | 税率 | 消費税率 | MwSt-Satz | MwSt % | Steuersatz |
      USt % | Taux TVA | Taux de TVA | TVA %`,
  },
  'bill-to': {
    3: `Bill To | Bill To Number | Bill To Name | Bill To ID | Sold To | Ship To | 請求先 |
      請求先番号 | 請求先名`,
  },
  'contract-date': {
    3: `Subscription Start Date | Subscription End Date | Subscription Start |
      Subscription End | Contract Start Date | Contract End Date | Contract Start |
      Contract End | 契約開始日 | 契約終了日 | Vertragsbeginn | Vertragsende | Due Date |
      Payment Due Date | 支払期限 | Fälligkeitsdatum`,
  },
  'list-amount': {
    3: `Extended List Price | Extended List Amount | List Amount | Total List Price |
      Discount | Discount Amount | Discount % | 値引額 | 割引額 | 割引率 | Rabatt | Remise`,
  },
};

/** The names of one strength as a list. */
export const splitAliases = (names: string): readonly string[] => names.split('|').map((name) => name.trim());

/** Every header name of the dictionary, for whoever has to recognise an invoice by its words (encodings, sheets). */
export const INVOICE_HEADER_WORDS: readonly string[] = [
  ...new Set(
    Object.values(FIELD_ALIASES).flatMap((byStrength) => Object.values(byStrength).flatMap(splitAliases)),
  ),
].sort();
