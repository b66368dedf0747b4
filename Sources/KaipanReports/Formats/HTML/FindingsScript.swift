/// The filters by control point and rule; without script they are not shown, and everything is readable.
enum FindingsScript {
    /// A fragment such as `#severity=error,warning&control=name&rule=ID` sets the filters, so that they can be linked to.
    static let javaScript = """

        (() => {
          'use strict';
          const form = document.getElementById('filters');
          if (!form) return;
          const box = (letter) => document.getElementById('s-' + letter);
          const control = document.getElementById('by-control'), rule = document.getElementById('by-rule');
          const count = document.getElementById('shown');
          const items = Array.from(document.querySelectorAll('li[data-rule]'), (node) => ({
            node, number: node.id.slice(1), rule: node.dataset.rule, control: node.dataset.control, letters: node.className.split(' '),
            article: node.closest('article')
          }));
          const marks = Array.from(document.querySelectorAll('mark[data-f]'), (node) => ({
            node, numbers: node.dataset.f.split(' '), base: node.classList.contains('miss') ? 'miss' : ''
          }));
          const articles = Array.from(document.querySelectorAll('article'));
          const tally = (key) => items.reduce((map, item) => map.set(item[key], (map.get(item[key]) || 0) + 1), new Map());
          const controls = tally('control'), rules = tally('rule');
          for (const option of Array.from(control.options)) {
            if (!option.value) continue;
            if (controls.has(option.value)) option.text += ' (' + controls.get(option.value) + ')'; else option.remove();
          }
          const titles = new Map(items.map((item) => [item.rule, item.node.querySelector('.title').textContent]));
          for (const [id, number] of Array.from(rules).sort((a, b) => b[1] - a[1])) {
            rule.add(new Option(titles.get(id) + ' (' + number + ')', id));
          }
          const apply = () => {
            const on = new Map(), busy = new Set();
            for (const item of items) {
              const chosen = (!control.value || item.control === control.value) && (!rule.value || item.rule === rule.value);
              item.node.classList.toggle('off', !chosen);
              if (!chosen || !item.letters.every((letter) => box(letter).checked)) continue;
              // What is settled counts for its state, anything else for its severity.
              on.set(item.number, item.letters[item.letters.length - 1]);
              busy.add(item.article);
            }
            for (const mark of marks) {
              const letters = new Set(mark.numbers.filter((number) => on.has(number)).map((number) => on.get(number)));
              mark.node.className = [mark.base, ...letters].join(' ').trim();
              mark.node.firstElementChild.tabIndex = letters.size ? 0 : -1;
            }
            const filtered = on.size < items.length;
            for (const article of articles) article.hidden = filtered && !busy.has(article);
            count.textContent = on.size + ' / ' + items.length;
          };
          const follow = () => {
            const hash = location.hash.slice(1);
            if (!hash.includes('=')) return;
            const wanted = new URLSearchParams(hash);
            if (wanted.has('severity')) {
              const names = wanted.get('severity').split(',');
              for (const [letter, name] of [['e', 'error'], ['w', 'warning'], ['n', 'notice']]) box(letter).checked = names.includes(name);
            }
            control.value = wanted.get('control') || '';
            rule.value = wanted.get('rule') || '';
            apply();
          };
          for (const node of form.querySelectorAll('[hidden]')) node.hidden = false;
          form.addEventListener('change', apply);
          for (const letter of 'ewnbs') box(letter).addEventListener('change', apply);
          form.addEventListener('submit', (event) => event.preventDefault());
          window.addEventListener('hashchange', follow);
          apply();
          follow();
        })();

        """
}
