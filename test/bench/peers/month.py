"""What an analyst would write with pandas and openpyxl: three reports and an invoice in, a workbook with detail out.

The same job as `tieout reconcile --invoice ... --report ... --out ...` on the benchmark's files: usage summed at three
levels, held against the invoice by subscription, SKU and customer, and the comparison written with formulas beside the
invoice's lines and the customers' usage. Prints what it came to as JSON; the benchmark holds that against Tieout's result.
"""
import json
import sys
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

invoice_path, partner_path, customer_path, user_path, out_path = sys.argv[1:6]
KEY = ['SUBSCRIPTION_ID', 'SKU', 'CUSTOMER_EXTERNAL_ID']
DAYS = 31
TOLERANCE = 0.005

partner = pd.read_csv(partner_path)
customer = pd.read_csv(customer_path)
user = pd.read_csv(user_path)
invoice = pd.read_excel(invoice_path, engine='openpyxl')
stated = invoice.loc[invoice['Description'] == 'Total', 'Extended Amount'].sum()
lines = invoice[invoice['Subscription ID'].notna()]

by_partner = partner.groupby(['SUBSCRIPTION_ID', 'SKU'])['QUANTITY'].sum()
by_customer = customer.groupby(KEY)['QUANTITY'].sum().rename('customer_days').reset_index()
by_user = user.groupby(KEY)['QUANTITY'].agg(['sum', 'size']).reset_index()
by_user.columns = [*KEY, 'user_days', 'user_rows']
usage = by_customer.merge(by_user, on=KEY, how='outer')
level_gap = (usage['customer_days'].fillna(0) - usage['user_days'].fillna(0)).abs().max()
partner_gap = (
    (customer.groupby(['SUBSCRIPTION_ID', 'SKU'])['QUANTITY'].sum() - by_partner).abs().max()
)

billed = (
    lines.groupby(['Subscription ID', 'SKU', 'Customer ID'])
    .agg({'Quantity': 'sum', 'Extended Amount': 'sum', 'Unit Price': 'first', 'Description': 'first'})
    .reset_index()
)
match = billed.merge(
    usage,
    left_on=['Subscription ID', 'SKU', 'Customer ID'],
    right_on=KEY,
    how='outer',
    suffixes=('', '_usage'),
    indicator='matched',
)
match['expected'] = (match['customer_days'] / DAYS + 1e-9).round(2)
match['difference'] = (match['Quantity'] - match['expected']).round(2)
match['variance'] = match['Extended Amount'] - match['expected'] * match['Unit Price']
outside = match['difference'].abs() > TOLERANCE

book = Workbook(write_only=True)
bold = Font(bold=True)


def add_sheet(title, header):
    sheet = book.create_sheet(title)
    cells = []
    for text in header:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = bold
        cells.append(cell)
    sheet.append(cells)
    return sheet


sheet = add_sheet('Comparison', [
    'Subscription', 'SKU', 'Customer', 'Description', 'Matched', 'User rows', 'User-days (user)',
    'User-days (customer)', 'Expected', 'Invoiced', 'Difference', 'Unit price', 'Amount', 'Expected amount', 'Variance',
])
for number, row in enumerate(match.itertuples(index=False), start=2):
    sheet.append([
        row[0], row[1], row[2], row.Description, str(row.matched), row.user_rows, row.user_days, row.customer_days,
        f'=ROUND(H{number}/{DAYS},2)', row.Quantity, f'=J{number}-I{number}', row[5], row[4],
        f'=I{number}*L{number}', f'=M{number}-N{number}',
    ])
sheet = add_sheet('Invoice lines', list(invoice.columns))
for row in lines.itertuples(index=False):
    sheet.append(list(row))
sheet = add_sheet('Usage customer', list(customer.columns))
for row in customer.itertuples(index=False):
    sheet.append(list(row))
book.save(out_path)

print(json.dumps({
    'invoiceLines': len(lines),
    'compared': int((match['matched'] == 'both').sum()),
    'outsideTolerance': int(outside.sum()),
    'invoiced': f"{match['Extended Amount'].sum():.2f}",
    'statedTotal': f'{stated:.2f}',
    'variance': f"{match['variance'].sum():.3f}",
    'userDays': f"{user['QUANTITY'].sum():.1f}",
    'customerDays': f"{customer['QUANTITY'].sum():.1f}",
    'partnerDays': f"{partner['QUANTITY'].sum():.1f}",
    'levelsAgree': bool(level_gap < 1e-6 and partner_gap < 1e-6),
}))
