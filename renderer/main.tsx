// First: the bridge and the Trusted Types policy, before anything touches the page.
import './api.ts';
import 'leaflet/dist/leaflet.css';
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './panels/App.tsx';
import { keepPreferences, startPreferences } from './state/preferences.ts';
import { startReference } from './state/reference.ts';
import { applyTheme } from './state/theme.ts';
import { watchFolder } from './state/watched-folder.ts';
import { watchWorkspace } from './state/workspace.ts';

applyTheme();
void startPreferences();
window.addEventListener('pagehide', keepPreferences);
watchWorkspace();
watchFolder();
void startReference();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
