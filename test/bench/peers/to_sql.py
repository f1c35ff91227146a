"""The reports into SQLite with pandas: read_csv, then to_sql."""
import sqlite3
import sys
import pandas as pd

database = sqlite3.connect(sys.argv[1])
database.execute('PRAGMA journal_mode=WAL')
for number, path in enumerate(sys.argv[2:]):
    pd.read_csv(path).to_sql(f'report_{number}', database, index=False)
database.commit()
