// Reads the page aloud with a voice of the device itself: nothing leaves it. Without such a voice for the
// language of the page the button stays hidden.
const box = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, blockquote, summary";
const LEFT_OUT = ".reading, aside, nav, form, .related, .foot, [hidden], [aria-hidden=true], details:not([open]) > :not(summary)";

const base = (code) => code.toLowerCase().split(/[-_]/)[0];
const voiceFor = (code) => {
  const fitting = speech.getVoices().filter((one) => one.localService && base(one.lang) === base(code));
  return fitting.find((one) => one.default) ?? fitting[0];
};

// The text nodes of one block after the other: what is read without a break.
function blocks() {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const block = node.parentElement.closest(BLOCKS);
    if (!block || !node.data.trim() || node.parentElement.closest(LEFT_OUT) || !block.getClientRects().length) continue;
    if (found.at(-1)?.block !== block) found.push({ block, nodes: [] });
    found.at(-1).nodes.push(node);
  }
  return found;
}

function cut(text, lang) {
  if (window.Intl?.Segmenter) {
    return Array.from(new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text), (one) => one.segment);
  }
  return text.match(/[^.!?؟]+[.!?؟]*\s*/g) ?? [text];
}

// Each sentence with the words to say, its voice and the place where it stands.
function sentences() {
  return blocks().flatMap(({ block, nodes }) => {
    const lang = nodes[0].parentElement.closest("[lang]").lang;
    const foreign = base(lang) !== base(document.documentElement.lang);
    const voice = voiceFor(foreign && nodes.length > 1 ? block.closest("[lang]").lang : lang);
    if (!voice) return [];
    const text = nodes.map((node) => node.data).join("");
    let at = 0;
    return cut(text, voice.lang)
      .map((words) => {
        const range = rangeOf(nodes, at, (at += words.length));
        return { words: words.replace(/\s+/g, " ").trim(), voice, block, range };
      })
      .filter(({ words }) => words);
  });
}

function rangeOf(nodes, from, until) {
  const range = document.createRange();
  let passed = 0;
  range.setStart(nodes[0], 0);
  for (const node of nodes) {
    const end = passed + node.length;
    if (from >= passed && from <= end) range.setStart(node, from - passed);
    if (until > passed && until <= end) range.setEnd(node, until - passed);
    passed = end;
  }
  return range;
}

function reader() {
  const start = box.querySelector("[data-aloud-start]");
  const stop = box.querySelector("[data-aloud-stop]");
  const said = box.querySelector("[data-aloud-said]");
  const label = start.querySelector("span");
  let queue = [];
  let next = 0;
  let turn = 0; // an utterance of an earlier turn that ends has nothing to say any more

  function mark(sentence) {
    window.CSS?.highlights?.delete("aloud");
    document.querySelector(".is-aloud")?.classList.remove("is-aloud");
    said.textContent = sentence?.words ?? "";
    said.lang = sentence ? base(sentence.voice.lang) : "";
    if (!sentence) return;
    if (window.Highlight) CSS.highlights.set("aloud", new Highlight(sentence.range));
    else sentence.block.classList.add("is-aloud");
    sentence.block.scrollIntoView({ block: "center" });
  }

  function show(state) {
    box.dataset.aloud = state;
    label.textContent = { reading: start.dataset.pause, paused: start.dataset.resume }[state] ?? start.dataset.start;
    stop.hidden = said.hidden = !state;
  }

  function say() {
    const sentence = queue[next];
    if (!sentence) return end();
    const mine = ++turn;
    const utterance = new SpeechSynthesisUtterance(sentence.words);
    utterance.voice = sentence.voice;
    utterance.lang = sentence.voice.lang;
    utterance.onend = utterance.onerror = () => {
      if (mine !== turn) return;
      next += 1;
      say();
    };
    mark(sentence);
    speech.speak(utterance);
  }

  function silence() {
    turn += 1;
    speech.cancel();
  }

  function end() {
    silence();
    mark(null);
    show("");
    queue = [];
    next = 0;
  }

  start.addEventListener("click", () => {
    if (box.dataset.aloud === "reading") {
      // Not speech.pause(): on phones it ends the speech. The sentence is said again from its start.
      silence();
      return show("paused");
    }
    if (!queue.length) queue = sentences();
    show("reading");
    say();
  });
  stop.addEventListener("click", () => {
    end();
    start.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.dataset.aloud) end();
  });
  window.addEventListener("pagehide", silence);
  silence();
}

if (box && speech) {
  let ready = false;
  const look = () => {
    if (ready || !voiceFor(document.documentElement.lang)) return;
    ready = true;
    box.hidden = false;
    reader();
  };
  look();
  speech.addEventListener?.("voiceschanged", look);
}
