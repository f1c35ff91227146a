import { Fragment, type ReactElement, useEffect, useState } from 'react';
import { LANGUAGES, type Language, PAGE_TEXTS, preferredLanguage } from './texts.ts';

/** The one page of this release: what Tieout is, that the screens are still to come, and how to do the job today. */
export function StartPage({ host }: { readonly host: string }): ReactElement {
  const [language, setLanguage] = useState<Language>(() => preferredLanguage(navigator.languages));
  const texts = PAGE_TEXTS[language];
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <main>
      <header>
        <h1>Tieout</h1>
        <fieldset className="languages">
          <legend className="visually-hidden">{texts.languageChoice}</legend>
          {LANGUAGES.map((choice) => (
            <button
              key={choice}
              type="button"
              lang={choice}
              aria-pressed={choice === language}
              onClick={() => {
                setLanguage(choice);
              }}
            >
              {PAGE_TEXTS[choice].languageName}
            </button>
          ))}
        </fieldset>
      </header>
      <p className="tagline">{texts.tagline}</p>
      <section className="status">
        <h2>{texts.statusHeading}</h2>
        <p>{texts.status}</p>
      </section>
      <section>
        <h2>{texts.commandsHeading}</h2>
        <p>{texts.commandsLead}</p>
        <dl>
          {texts.commands.map(({ command, purpose }) => (
            <div key={command}>
              <dt>
                <Command text={command} />
              </dt>
              <dd>{purpose}</dd>
            </div>
          ))}
        </dl>
        <p>{texts.guide}</p>
      </section>
      <section>
        <h2>{texts.privacyHeading}</h2>
        <p>{texts.privacy}</p>
      </section>
      <footer>{host}</footer>
    </main>
  );
}

/** A command, broken between its words only: a line that begins with `report` would not be the option `--report`. */
function Command({ text }: { readonly text: string }): ReactElement {
  return (
    <code translate="no">
      {text.split(' ').map((word, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          <span>{word}</span>
        </Fragment>
      ))}
    </code>
  );
}
