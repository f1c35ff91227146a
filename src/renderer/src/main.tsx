import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { hostLine } from './host.ts';
import { StartPage } from './start-page.tsx';
import './start-page.css';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the id "root"');
createRoot(container).render(
  <StrictMode>
    <StartPage host={hostLine()} />
  </StrictMode>,
);
