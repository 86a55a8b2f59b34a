/// One of each for the two hosts, without a heap.
struct Pair<Element: Sendable>: Sendable {
    var first: Element
    var second: Element

    init(_ first: Element, _ second: Element) {
        self.first = first
        self.second = second
    }

    init(_ make: (Int) -> Element) { self.init(make(0), make(1)) }

    subscript(index: Int) -> Element {
        get { index == 0 ? first : second }
        _modify {
            if index == 0 { yield &first } else { yield &second }
        }
    }
}
