//! Running text: runs with a style, a link, a drawn mark.

/// How a run looks. Colours mean a state and nothing else, and the words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Style {
    /// Ink, in the block's face.
    #[default]
    Plain,
    /// Semi-bold.
    Strong,
    /// Second ink: sources, captions.
    Grey,
    /// Monospaced: references, fingerprints, entry numbers.
    Mono,
    /// Monospaced and grey: entry numbers such as `[12]`.
    MonoGrey,
    /// Semi-bold red: late or broken.
    Late,
    /// Semi-bold green: met.
    Met,
    /// Semi-bold amber: due.
    Due,
    /// Semi-bold violet: a marking or restriction.
    Marking,
}

/// A sign drawn before a run, in the run's colour. Drawn, not set: an artifact that the words repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// ▲, for late and unanswered.
    Triangle,
    /// ✓, for done.
    Tick,
    /// A small dashed circle, for "about" and "reported".
    Doubt,
}

/// Where a run leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Link {
    /// To a heading or row of this document with that anchor. Without such an anchor the run prints without link.
    Anchor(String),
    /// To a web or mail address: made by [`Link::web`] only, which lets no other scheme through.
    #[non_exhaustive]
    Web(String),
}

impl Link {
    /// To a heading or row with this anchor.
    pub fn to(anchor: impl Into<String>) -> Self {
        Self::Anchor(anchor.into())
    }

    /// To an address that begins with `http://`, `https://` or `mailto:` and holds printable ASCII only; `None`
    /// for every other one, so that a record cannot put a `javascript:` or `file:` link into a report.
    #[must_use]
    pub fn web(address: &str) -> Option<Self> {
        let lower = address.to_ascii_lowercase();
        let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        (known && address.bytes().all(|b| b.is_ascii_graphic())).then(|| Self::Web(address.to_owned()))
    }
}

/// Letters of one style. A newline in it begins a new line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look.
    pub style: Style,
    /// Where they lead.
    pub link: Option<Link>,
    /// A sign drawn before them.
    pub mark: Option<Mark>,
}

/// A paragraph's worth of runs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    runs: Vec<Run>,
}

impl Text {
    /// One run of a style.
    pub fn styled(style: Style, text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), style, link: None, mark: None }] }
    }

    /// One run in ink.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::styled(Style::Plain, text)
    }

    /// One run in semi-bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::styled(Style::Strong, text)
    }

    /// One run in grey.
    pub fn grey(text: impl Into<String>) -> Self {
        Self::styled(Style::Grey, text)
    }

    /// One run in the monospaced face.
    pub fn mono(text: impl Into<String>) -> Self {
        Self::styled(Style::Mono, text)
    }

    /// Semi-bold red with a triangle.
    pub fn late(text: impl Into<String>) -> Self {
        Self::styled(Style::Late, text).marked(Mark::Triangle)
    }

    /// Semi-bold green with a tick.
    pub fn met(text: impl Into<String>) -> Self {
        Self::styled(Style::Met, text).marked(Mark::Tick)
    }

    /// Semi-bold amber.
    pub fn due(text: impl Into<String>) -> Self {
        Self::styled(Style::Due, text)
    }

    /// Numbers of entries as `[9, 18]` in grey mono, each linked to the anchor that `anchor` names for it.
    /// Empty when there are none.
    pub fn entries(numbers: &[u64], anchor: impl Fn(u64) -> Option<String>) -> Self {
        let mut runs = Vec::new();
        for (n, number) in numbers.iter().enumerate() {
            let last = n + 1 == numbers.len();
            let text = format!("{}{number}{}", if n == 0 { "[" } else { "" }, if last { "]" } else { "," });
            runs.push(Run { text, style: Style::MonoGrey, link: anchor(*number).map(Link::Anchor), mark: None });
            if !last {
                runs.push(Run { text: " ".into(), style: Style::MonoGrey, link: None, mark: None });
            }
        }
        Self { runs }
    }

    /// All runs so far lead there.
    #[must_use]
    pub fn linked(mut self, link: impl Into<Option<Link>>) -> Self {
        let link = link.into();
        self.runs.iter_mut().for_each(|run| run.link.clone_from(&link));
        self
    }

    /// The first run gets a sign drawn before it.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        if let Some(run) = self.runs.first_mut() {
            run.mark = Some(mark);
        }
        self
    }

    /// This, then that, with nothing between.
    #[must_use]
    pub fn and(mut self, more: impl Into<Text>) -> Self {
        self.runs.extend(more.into().runs);
        self
    }

    /// The runs in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// True when no run holds a letter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.is_empty())
    }

    /// The words alone.
    #[must_use]
    pub fn plain_text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl From<Run> for Text {
    fn from(run: Run) -> Self {
        Self { runs: vec![run] }
    }
}
