// A short walk through the site in Firefox (WebDriver BiDi): node firefox.cjs ADDRESS, FIREFOX names the program.
// The answer is a line of JSON: for each check of the list nothing, or what went wrong; then what was complained
// about in the console and by the network.
const puppeteer = require("puppeteer-core");
const assert = require("node:assert");

const site = process.argv[2];

async function open(page, path) {
  const response = await page.goto(site + path);
  assert.ok([200, 304].includes(response.status()), `${path} answers ${response.status()}`);
}

// As a person goes back: a page that Firefox still holds tells no driver that it was loaded.
async function back(page, path) {
  await page.evaluate(() => { setTimeout(() => history.back(), 0); });
  for (let tries = 0; tries < 50; tries += 1) {
    await new Promise((done) => { setTimeout(done, 200); });
    const there = await page.evaluate(() => location.pathname + document.readyState).catch(() => "");
    if (there === `${path}complete`) return;
  }
  assert.fail(`${path} did not come back`);
}

// A new check: a name, and a function of an empty page that throws where something is wrong.
const CHECKS = {
  async "a tick in the finder narrows the results at once"(page) {
    await open(page, "/de/angebote/");
    const before = await page.$eval("#result-count", (count) => count.textContent);
    await page.evaluate(() => document.querySelector("form input[type=checkbox][name=topic]").click());
    await page.waitForFunction(
      (text) => document.querySelector("#result-count").textContent !== text && location.search.includes("topic="),
      { timeout: 10000 },
      before,
    );
  },

  async "the contact form says what is missing and keeps what was typed"(page) {
    await open(page, "/de/kontakt/");
    await page.type("textarea[name=message]", "Guten Tag");
    await page.type("input[name=email]", "kein-at");
    await page.$eval("textarea[name=message]", (field) => (field.form.noValidate = true));
    await Promise.all([page.waitForNavigation(), page.$eval("textarea[name=message]", (field) => field.form.requestSubmit())]);
    assert.ok(await page.$("[aria-invalid=true]"), "no field is marked");
    assert.strictEqual(await page.$eval("textarea[name=message]", (field) => field.value), "Guten Tag");
  },

  async "what was typed into the contact form is there after Back"(page) {
    await open(page, "/de/kontakt/");
    await page.type("textarea[name=message]", "Guten Tag, ich suche einen Kurs");
    await open(page, "/de/");
    await back(page, "/de/kontakt/");
    const kept = await page.$eval("textarea[name=message]", (field) => field.value);
    assert.strictEqual(kept, "Guten Tag, ich suche einen Kurs");
  },

  async "what was typed is there after a mistake and Back, too"(page) {
    await open(page, "/de/kontakt/");
    await page.type("textarea[name=message]", "Guten Abend");
    await page.type("input[name=email]", "kein-at");
    await page.$eval("textarea[name=message]", (field) => (field.form.noValidate = true));
    await Promise.all([page.waitForNavigation(), page.$eval("textarea[name=message]", (field) => field.form.requestSubmit())]);
    await open(page, "/de/");
    await back(page, "/de/kontakt/");
    assert.strictEqual(await page.$eval("textarea[name=message]", (field) => field.value), "Guten Abend");
  },

  async "the menu of languages leads to the same page in Arabic"(page) {
    await open(page, "/de/kontakt/");
    const address = await page.$eval("a[hreflang=ar], a[lang=ar]", (link) => link.href);
    await page.goto(address);
    assert.strictEqual(new URL(page.url()).pathname, "/ar/kontakt/");
    assert.strictEqual(await page.$eval("html", (html) => html.dir), "rtl");
  },

  async "main pages fit into a small phone"(page) {
    await page.setViewport({ width: 360, height: 740 });
    for (const path of ["/de/", "/ar/", "/de/angebote/", "/de/termine/", "/de/integrationskonzept/"]) {
      await open(page, path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${path} is ${width} px wide`);
    }
  },

  async "an event can be saved for the calendar"(page) {
    await open(page, "/de/termine/");
    const answer = await page.evaluate(async () => {
      const response = await fetch("/de/termine/alle.ics");
      return [response.headers.get("content-type"), (await response.text()).slice(0, 15)];
    });
    assert.deepStrictEqual(answer, ["text/calendar; charset=utf-8", "BEGIN:VCALENDAR"]);
  },
};

(async () => {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: process.env.FIREFOX, headless: true, timeout: 60000,
  });
  const complaints = [];
  const results = {};
  for (const [name, check] of Object.entries(CHECKS)) {
    const page = await browser.newPage();
    page.setDefaultTimeout(20000);
    page.on("console", (message) => message.type() === "error" && complaints.push(`${name}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`${name}: ${error.message}`));
    page.on("request", (request) => request.url().startsWith("http") && !request.url().startsWith(site)
      && complaints.push(`${name}: ${request.url()}`));
    try {
      await check(page);
      results[name] = "";
    } catch (error) {
      results[name] = error.message;
    }
    await page.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify({ results, complaints }));
})();
