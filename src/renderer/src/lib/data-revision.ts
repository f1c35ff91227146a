import { useEffect, useState } from 'react';
import { api } from './api.ts';

/** A number that is another one after the workspace has changed: for lists that are read in blocks. */
export function useDataRevision(): number {
  const [revision, setRevision] = useState(0);
  useEffect(
    () =>
      api().events.on('data:changed', ({ seq }) => {
        setRevision(seq);
      }),
    [],
  );
  return revision;
}
