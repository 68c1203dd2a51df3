module handclasp.test/go-server

go 1.24
