"""A workbook written with xlsxwriter in constant memory.

`detail` is one sheet of so many rows x 15 cells with formulas and formats. `same` is as many sheets, rows, cells and
formulas as Tieout's own workbook has for such a month: by customer, invoice lines, usage of customers, matches.
"""
import sys
import xlsxwriter

path, rows, shape = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SHEETS = {
    # title: (rows for each line, texts, numbers, formulas)
    'detail': {'Detail': (1, 6, 5, 4)},
    'same': {
        'By customer': (1, 9, 9, 14),
        'Invoice lines': (1, 16, 14, 2),
        'Usage customer': (1, 13, 6, 0),
        'Matches': (2, 7, 3, 0),
    },
}
book = xlsxwriter.Workbook(path, {'constant_memory': True})
amount = book.add_format({'num_format': '#,##0.00'})
for title, (per_line, texts, numbers, formulas) in SHEETS[shape].items():
    sheet = book.add_worksheet(title)
    for row in range(rows * per_line):
        for column in range(texts):
            sheet.write_string(row, column, f'text {column} of {row}' if column % 3 == 0 else 'WEBEX_CALLING')
        for column in range(texts, texts + numbers):
            sheet.write_number(row, column, row * 0.01 + column, amount)
        for column in range(texts + numbers, texts + numbers + formulas):
            sheet.write_formula(row, column, f'=ROUND(G{row + 1}*H{row + 1},2)', amount, row * 0.02)
book.close()
