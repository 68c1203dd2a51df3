module handclasp.test/go-fleet

go 1.24
