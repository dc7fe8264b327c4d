namespace Entente.Sandbox.People;

/// <summary>The one style sheet of the pages. Every pair of colours has a contrast of at least 7 to 1.</summary>
internal static class PeopleStyle
{
    public const string Path = "/people.css";

    public const string Sheet = """
        :root { --ink: #1c2430; --soft: #414b59; --paper: #ffffff; --ground: #f3f5f8;
          --line: #c3cad4; --accent: #0b4a8f; --note: #fff4d6; --alarm: #7a1616; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
        body > header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; padding: .5rem 1.5rem;
          background: var(--ink); color: #ffffff; }
        body > header a { color: #ffffff; text-decoration: none; }
        body > header p { margin: .25rem 0; }
        .brand { font-weight: 600; }
        .hint { font-size: .875rem; }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
        main { max-width: 75rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { font-size: 1.125rem; margin: 1.5rem 0 .5rem; }
        a { color: var(--accent); }
        a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible {
          outline: 3px solid var(--accent); outline-offset: 2px; }
        table { width: 100%; border-collapse: collapse; background: var(--paper); border: 1px solid var(--line); }
        th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
        thead th { background: var(--ground); }
        .columns { display: grid; grid-template-columns: minmax(0, 2fr) minmax(16rem, 1fr); gap: 2rem; }
        @media (max-width: 48rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
        aside, .text, article { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .25rem 1rem .75rem;
          overflow-wrap: anywhere; }
        article { margin: 0 0 .75rem; padding-top: .75rem; }
        article .text { border: 0; padding: 0; background: none; }
        article.internal { background: var(--note); }
        .text img { max-width: 100%; }
        pre { white-space: pre-wrap; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        form { display: grid; gap: .5rem; margin: .75rem 0; justify-items: start; }
        form.as { display: flex; align-items: center; }
        label { display: grid; gap: .25rem; width: 100%; }
        form.as label { display: flex; align-items: center; width: auto; }
        input, select, textarea { font: inherit; padding: .4rem .5rem; border: 1px solid var(--soft); border-radius: 4px; background: var(--paper);
          color: var(--ink); max-width: 100%; }
        input, textarea { width: 100%; }
        button { font: inherit; padding: .4rem .9rem; border: 0; border-radius: 4px; background: var(--accent); color: #ffffff; cursor: pointer; }
        .status { display: inline-block; padding: 0 .5rem; border: 1px solid var(--soft); border-radius: 999px; font-size: .875rem; }
        .key { color: var(--soft); }
        .refusal { border-left: 4px solid var(--alarm); background: var(--paper); color: var(--alarm); padding: .5rem 1rem; overflow-wrap: anywhere; }
        """;
}
