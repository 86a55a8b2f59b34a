import Testing

@testable import Link

/// Who gets in while strangers hold connections open.
@Suite struct OpeningPlacesTests {
    @Test func aFloodTakesPlacesFromItself() {
        var places = OpeningPlaces(placesMax: 4)
        for id in 1...4 { #expect(places.onOpen(id, from: "flood") == .take) }
        #expect(places.onOpen(5, from: "flood") == .takeFrom(1))
        #expect(places.onOpen(6, from: "host") == .takeFrom(2))
        #expect(places.onOpen(7, from: "flood") == .takeFrom(3), "never from the host")
        #expect(places.onOpen(8, from: "flood") == .takeFrom(4))
        #expect(places.count == 4)
    }

    @Test func whereEveryoneHasAsManyTheNewcomerWaits() {
        var places = OpeningPlaces(placesMax: 3)
        for id in 1...3 { #expect(places.onOpen(id, from: "n\(id)") == .take) }
        #expect(places.onOpen(4, from: "n4") == .refuse)
        #expect(places.onOpen(5, from: "n2") == .refuse, "it would have two")
        places.onLeft(1)
        #expect(places.onOpen(6, from: "n2") == .take)
        #expect(places.onOpen(7, from: "n2") == .takeFrom(2))
        #expect(places.onOpen(8, from: "n9") == .takeFrom(6), "n2 has one more than n9 will have")
        #expect(places.onOpen(9, from: "n10") == .refuse)
    }

    @Test func placesComeBack() {
        var places = OpeningPlaces(placesMax: 2)
        for id in 1...1000 {
            #expect(places.onOpen(id, from: "n\(id % 7)") == .take)
            places.onLeft(id)
            places.onLeft(id)
        }
        #expect(places.count == 0)
    }
}
