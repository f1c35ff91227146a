"""pandas groupby and merge, three levels and the invoice, on data that is already loaded: only the match is timed."""
import json
import sys
import time
import pandas as pd

invoice_path, partner_path, customer_path, user_path = sys.argv[1:5]
KEY = ['SUBSCRIPTION_ID', 'SKU', 'CUSTOMER_EXTERNAL_ID']
partner = pd.read_csv(partner_path)
customer = pd.read_csv(customer_path)
user = pd.read_csv(user_path)
invoice = pd.read_excel(invoice_path, engine='openpyxl')
lines = invoice[invoice['Subscription ID'].notna()]

wall, cpu = time.perf_counter(), time.process_time()
by_partner = partner.groupby(['SUBSCRIPTION_ID', 'SKU'])['QUANTITY'].sum()
by_customer = customer.groupby(KEY)['QUANTITY'].sum().rename('customer_days').reset_index()
by_user = user.groupby(KEY)['QUANTITY'].sum().rename('user_days').reset_index()
usage = by_customer.merge(by_user, on=KEY, how='outer')
billed = lines.groupby(['Subscription ID', 'SKU', 'Customer ID'])[['Quantity', 'Extended Amount']].sum().reset_index()
match = billed.merge(usage, left_on=['Subscription ID', 'SKU', 'Customer ID'], right_on=KEY, how='outer')
match['difference'] = (match['Quantity'] - (match['customer_days'] / 31 + 1e-9).round(2)).round(2)
gaps = (customer.groupby(['SUBSCRIPTION_ID', 'SKU'])['QUANTITY'].sum() - by_partner).abs().max()
outside = int((match['difference'].abs() > 0.005).sum())
print(json.dumps({
    'seconds': time.perf_counter() - wall,
    'cpuSeconds': time.process_time() - cpu,
    'compared': len(match),
    'outsideTolerance': outside,
    'levelsAgree': bool(gaps < 1e-6),
}))
